"""Whether a call's layout is known in its channel, and what becomes of the call where it is not."""

from __future__ import annotations

import logging
from typing import NamedTuple

from signalfill.domain.codes import Gate
from signalfill.domain.control import Control
from signalfill.domain.entry.proposal import FirstOfKind
from signalfill.domain.entry.unknown_layout import Course, course_of, is_awake, layout_gate
from signalfill.domain.errors import RetryableError, VersionConflictError
from signalfill.domain.layout_book import Familiarity, LayoutBook
from signalfill.domain.rules import Mode
from signalfill.domain.signal import Provenance, Signal
from signalfill.domain.verdict import GateResult
from signalfill.services.trading.channel_layouts import ChannelLayouts
from signalfill.services.trading.context import TradingContext

logger = logging.getLogger(__name__)

_MOST_WORDS = 5


class LayoutFinding(NamedTuple):
    """How the call goes on, with the gate's answer and the book that it was looked up in."""

    familiarity: Familiarity
    course: Course
    gate: GateResult
    layouts: ChannelLayouts
    book: LayoutBook
    version: int


def look_up(
    signal: Signal, control: Control, context: TradingContext, *, approved: bool
) -> LayoutFinding:
    """Looks the call's layout up, by consistent reads.

    `approved`: the operator has just said yes.

    Raises:
        RetryableError: a table gave no answer.
    """
    said = signal.provenance
    verdict = context.signals.verdict(said.channel_id, said.message_id, said.version)
    reading = verdict.reading if verdict is not None else None
    parser_version = verdict.parser_version if verdict is not None else ""
    layouts = ChannelLayouts(said.channel_id, parser_version, control, context)
    # Without a layout (an earlier release recorded it) there is nothing to look up.
    keys = reading.layout if reading is not None else ()
    book, version = layouts.load() if keys else (LayoutBook(), 0)
    familiarity = book.look_up(keys)
    rules = control.settings.rules_for(said.channel_id, said.speaker_id)
    awake = approved or is_awake(control.settings.account.awake, context.clock.now())
    course = course_of(familiarity, signal, rules, is_awake=awake)
    gate = layout_gate(familiarity, course, approved=approved)
    return LayoutFinding(familiarity, course, gate, layouts, book, version)


def question_of(
    signal: Signal, found: LayoutFinding, *, mode: Mode
) -> FirstOfKind | GateResult | None:
    """What is new about a call that is put to the operator; None where nothing is.

    A call that is asked for its layout alone counts as one of the day's questions. Returns the
    refusal where the channel has had them all; the user is told once.

    Raises:
        RetryableError: the question could not be counted.
    """
    nothing_to_say = mode is Mode.APPROVE and not found.familiarity.layout
    if found.familiarity.is_known or nothing_to_say:
        return None
    if mode is not Mode.APPROVE and not _counted(signal.provenance, found):
        return GateResult(gate=Gate.LAYOUT_QUESTIONS, passed=False, value="enough for today")
    return FirstOfKind(
        channel=found.layouts.name,
        new_lines=len(found.familiarity.new),
        lines=len(found.familiarity.layout),
        words=_unknown_words(signal.provenance, found),
    )


def _counted(said: Provenance, found: LayoutFinding) -> bool:
    layouts = found.layouts
    most = layouts.control.settings.rules_for(said.channel_id, said.speaker_id).max_layout_questions
    today = layouts.context.clock.now().date()
    if layouts.load()[0].asked_today(today) < most:
        layouts.change(lambda book: book.with_question(today))
        return True
    text = (
        f"{layouts.name}: {most} questions about new layouts were put today; further calls in "
        "unknown layouts are not traded until tomorrow (UTC)"
    )
    layouts.tell(f"limit-{today}", text)
    return False


def _unknown_words(said: Provenance, found: LayoutFinding) -> tuple[str, ...]:
    """Of the new lines; nothing where the text is not kept."""
    # Late: see ChannelLayouts.
    from signalfill.parsing.layout_lines import layout_lines  # noqa: PLC0415

    signals, new = found.layouts.context.signals, set(found.familiarity.new)
    text = signals.text(said.channel_id, said.message_id, said.version) or ""
    lines = layout_lines(text, found.layouts.lexicon())
    words = dict.fromkeys(word for line in lines if line.key in new for word in line.unknown)
    return tuple(words)[:_MOST_WORDS]


def note_use(found: LayoutFinding) -> None:
    """Notes that the layout is in use, so that it does not make room for others.

    Failing does no harm.
    """
    if not found.familiarity.is_known:
        return
    context, channel_id = found.layouts.context, found.layouts.channel_id
    used = found.book.used(found.familiarity.layout, context.clock.now().date())
    if used is None:
        return
    try:
        context.layouts.save(channel_id, used, found.version)
    except (VersionConflictError, RetryableError) as error:
        extra = {"channel_id": channel_id, "error": str(error)}
        logger.info("layout use not noted", extra=extra)
