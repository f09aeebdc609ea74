"""What goes wrong, one thing after the other, while people go on posting."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.discord.faults import RestFault
from tests.chaos.audit import missing, missing_deletes
from tests.chaos.stage import Stage

LIVE = 130
STUMBLES: tuple[dict[str, Any], ...] = (
    {"status": 429, "times": 3, "retry_after": 0.2},
    {"status": 503, "times": 3},
    {"status": 502, "times": 2},
    {"reset": True, "times": 4},
    {"status": 0, "delay_seconds": 0.5, "times": 8},
)

type Act = Callable[[Stage, int], Awaitable[None]]


async def a_quiet_hour(stage: Stage, rounds: int) -> None:
    await stage.burst(rounds)


async def the_line_is_cut(stage: Stage, rounds: int) -> None:
    await stage.burst(rounds // 2)
    await stage.told.discord.gateway.drop()
    await stage.burst(rounds // 2)


async def discord_asks_to_reconnect(stage: Stage, rounds: int) -> None:
    stage.told.discord.gateway.send_all({"op": 7, "d": None})
    await stage.burst(rounds)


async def the_session_is_lost(stage: Stage, rounds: int) -> None:
    await stage.burst(rounds // 2)
    stage.told.discord.gateway.sessions.invalidate_all()
    await stage.told.discord.gateway.drop()
    for place in stage.places:
        stage.edit(place, stage.say(place)[0])
    await stage.burst(rounds // 2)


async def the_gateway_freezes(stage: Stage, rounds: int) -> None:
    stage.told.discord.gateway.freeze()
    await stage.burst(rounds)


async def the_gateway_is_deaf(stage: Stage, _rounds: int) -> None:
    """Nothing is dispatched: posts, an edit and a delete that only a second look can find."""
    edited = {place.id: stage.say(place, 2) for place in stage.places}
    await settled(stage)
    stage.told.discord.faults.deaf = True
    for place in stage.places:
        stage.undispatched.update(stage.say(place, 2))
        stage.edit(place, edited[place.id][0])
        stage.delete(place, edited[place.id][1])
    await settled(stage)
    stage.told.discord.faults.deaf = False


async def single_events_are_lost(stage: Stage, rounds: int) -> None:
    for place in stage.places[::3]:
        stage.say_unheard(place)
    await stage.burst(rounds)
    for place in stage.places[1::3]:
        stage.say_unheard(place)


async def the_queue_is_away(stage: Stage, rounds: int) -> None:
    """For longer than all buffers last."""
    stage.aws.failing.add("AmazonSQS")
    await stage.burst(rounds)
    for place in stage.places:
        stage.edit(place, place.last_message_id or "")
    await asyncio.sleep(1.0)
    stage.aws.failing.clear()


async def the_queue_is_unsteady(stage: Stage, rounds: int) -> None:
    """It stores a part of a batch, or all of it and its answer is lost."""
    stage.aws.dice.append(stage.random)
    await stage.burst(rounds)
    await settled(stage)
    stage.aws.dice.clear()


async def the_table_is_away(stage: Stage, rounds: int) -> None:
    stage.aws.failing.add("DynamoDB_20120810")
    await stage.burst(rounds)
    await asyncio.sleep(1.5)
    stage.aws.failing.clear()


async def history_stumbles(stage: Stage, rounds: int) -> None:
    """A session is lost, and what is asked for then is refused, cut or slow."""
    faults = stage.told.discord.faults.rest
    faults += [RestFault("/messages", **how) for how in STUMBLES]
    await the_session_is_lost(stage, rounds)
    faults.clear()


async def many_signals_are_live(stage: Stage, rounds: int) -> None:
    """All of them changed while nobody read; they are looked at again while people post on."""
    each = LIVE // len(stage.places) + 1
    said = {place.id: stage.say(place, each) for place in stage.places}
    await settled(stage)
    for place in stage.places:
        for message_id in said[place.id]:
            stage.make_live(place, message_id)
    process = stage.readers[-1]
    process.terminate()
    await process.wait()
    for place in stage.places:
        for number, message_id in enumerate(said[place.id]):
            change = stage.edit if number % 2 else stage.delete
            change(place, message_id)
    await stage.start()
    await stage.burst(rounds)


async def a_channel_is_purged(stage: Stage, rounds: int) -> None:
    """In bulk: once told, once not."""
    for is_told in (True, False):
        for place in stage.random.sample(stage.places, 3):
            message_ids = stage.say(place, 40)
            await settled(stage)
            stage.purge(place, message_ids, is_told=is_told)
    await stage.burst(rounds)


async def _ended(stage: Stage, rounds: int, how: signal.Signals) -> None:
    """Ended in mid-burst; posts, edits, deletes and threads while nobody reads."""
    live = [(place, stage.say(place, 2)) for place in stage.places[::3]]
    await settled(stage)
    for place, message_ids in live:
        for message_id in message_ids:
            stage.make_live(place, message_id)
    await stage.burst(rounds // 3)
    process = stage.readers[-1]
    process.send_signal(how)
    await stage.burst(rounds // 3)
    await process.wait()
    for place, (edited, deleted) in live:
        stage.edit(place, edited)
        stage.delete(place, deleted)
    for place in stage.places:
        stage.edit(place, stage.say(place)[0])
    _threads_while_away(stage)
    await stage.burst(rounds // 3)
    await stage.start()


def _threads_while_away(stage: Stage) -> None:
    parent = stage.places[0]
    for archived in (False, True):
        thread = stage.told.discord.add_channel("born", kind=11, parent_id=parent.id)
        stage.say(thread, 3)
        thread.archived = archived
        stage.places.append(thread)


async def it_is_stopped(stage: Stage, rounds: int) -> None:
    await _ended(stage, rounds, signal.SIGTERM)
    _open_threads(stage)


async def it_is_killed(stage: Stage, rounds: int) -> None:
    await _ended(stage, rounds, signal.SIGKILL)
    _open_threads(stage)


async def it_is_killed_while_the_queue_is_away(stage: Stage, rounds: int) -> None:
    """All that it holds dies with it: nothing of it may count as delivered."""
    stage.aws.failing.add("AmazonSQS")
    await stage.burst(rounds)
    process = stage.readers[-1]
    process.kill()
    await process.wait()
    stage.aws.failing.clear()
    await stage.start()


def _open_threads(stage: Stage) -> None:
    for place in stage.places:
        if place.archived:
            stage.say(place)


async def a_deployment_overlaps(stage: Stage, rounds: int) -> None:
    old = stage.readers[-1]
    await stage.start()
    await stage.burst(rounds // 2)
    old.terminate()
    await stage.burst(rounds // 2)
    await old.wait()


async def settled(stage: Stage, seconds: float = 60.0) -> None:
    """Everything that Discord knows is on the queue; a story that never settles goes on."""
    deadline = time.monotonic() + seconds
    # Seldom: counting takes the loop that Discord and AWS run in.
    while (missing(stage) or missing_deletes(stage)) and time.monotonic() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(0.25)


ACTS: tuple[Act, ...] = (
    a_quiet_hour,
    the_line_is_cut,
    it_is_stopped,
    it_is_killed,
    it_is_killed_while_the_queue_is_away,
    discord_asks_to_reconnect,
    the_session_is_lost,
    history_stumbles,
    many_signals_are_live,
    a_channel_is_purged,
    the_gateway_freezes,
    the_gateway_is_deaf,
    single_events_are_lost,
    the_queue_is_away,
    the_queue_is_unsteady,
    the_table_is_away,
    a_deployment_overlaps,
    it_is_killed,
)
