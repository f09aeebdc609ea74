"""What pushed settings mean for confirmed layouts, channel by channel."""

from __future__ import annotations

from collections.abc import Iterator

from cli.layouts import KEPT_DAYS, traded
from cli.world import World
from signalfill.domain.rules import UnknownLayout
from signalfill.domain.settings import Settings
from signalfill.services.operating.confirm_layouts import LayoutDesk

_HOLDING = {UnknownLayout.ASK, UnknownLayout.SMALL, UnknownLayout.SKIP}


def layout_news(old: Settings, new: Settings, world: World, version: int) -> Iterator[str]:
    """What is carried over to other words, and what traded so far and would be asked now."""
    for channel_id, channel in new.channels.items():
        desk = LayoutDesk(channel_id, new, version, world.layouts())
        if old.teachings_for(channel_id) != new.teachings_for(channel_id):
            yield from _carried(channel.name, desk)
        before = old.rules_for(channel_id).for_unknown_layout
        after = new.rules_for(channel_id).for_unknown_layout
        if before is UnknownLayout.TRADE and after in _HOLDING:
            yield from _held(channel.name, after, desk, world)


def _carried(name: str, desk: LayoutDesk) -> Iterator[str]:
    before, version = desk.layouts.load(desk.channel_id)
    if not version or not before.example_ids():
        return
    book, _ = desk.book()
    carried = len(book.example_ids()) - len(book.recheck) - len(book.barred)
    if carried or book.recheck:
        yield (
            f"{name}: {carried} confirmed layouts carried over to the new words, "
            f"{len(book.recheck)} to be confirmed again"
        )
    lifted = len(before.barred) - len(book.barred)
    if lifted:
        yield f"{name}: {lifted} misread layouts read otherwise now: barred no longer, asked about"


def _held(name: str, rule: UnknownLayout, desk: LayoutDesk, world: World) -> Iterator[str]:
    """Once, when a channel begins to ask: its history can be confirmed in one go."""
    told = {
        UnknownLayout.ASK: "asked",
        UnknownLayout.SMALL: "traded small or asked",
        UnknownLayout.SKIP: "not traded",
    }[rule]
    count = len(traded(desk, world))
    yield f"{name}: calls of layouts that you have not confirmed were traded, now they are {told}"
    if count:
        yield (
            f"    {count} layouts traded in the last {KEPT_DAYS} days: "
            f"signalfill layouts {desk.channel_id} --traded confirms them"
        )
