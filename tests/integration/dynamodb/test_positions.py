from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.budget import Release, Reservation
from signalfill.domain.call_book import Call, CallBook
from signalfill.domain.errors import (
    AlreadyDecidedError,
    BudgetExceededError,
    VersionConflictError,
)
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position, PositionState
from signalfill.domain.side import Side
from signalfill.domain.verdict import ItemKey
from tests.fakes.clock import START
from tests.integration.dynamodb import examples
from tests.integration.dynamodb.conftest import Stores
from tests.integration.dynamodb.examples import ACCOUNT, MESSAGE, OWNER, UNTIL, create

pytestmark = pytest.mark.integration

POSITION = f"{MESSAGE}-0"
OTHER = "920000000000000002"
SCOPE = "paper#loss"
KEY = ItemKey.of(examples.amendment())


def reserve(amount: str, *, limit: str = "20", scope: str = SCOPE) -> tuple[Reservation, ...]:
    return (Reservation(scope=scope, amount=Decimal(amount), limit=Decimal(limit)),)


def release(amount: str, *, scope: str = SCOPE) -> list[Release]:
    return [Release(scope=scope, amount=Decimal(amount))]


def used(stores: Stores, scope: str = SCOPE) -> Decimal:
    return stores.positions.used([scope])[scope]


def take(
    stores: Stores, owner: str, *, seconds: int = 0
) -> tuple[Position, tuple[ItemKey, ...]] | None:
    now = START + timedelta(seconds=seconds)
    return stores.positions.take_lease(
        POSITION, owner=owner, now=now, until=now + timedelta(minutes=2)
    )


def test_a_created_position_comes_back_whole(stores: Stores) -> None:
    made = create(stores.positions, stores.signals, reservations=reserve("12.5"))

    assert stores.positions.load(POSITION) == made
    assert stores.positions.positions() == [made]
    assert stores.positions.live_positions() == [POSITION]


def test_creating_decides_the_signal(stores: Stores) -> None:
    create(stores.positions, stores.signals)

    key = ItemKey.of(examples.signal())
    assert stores.signals.decision(key) == examples.decision()
    assert stores.signals.pending() == []


def test_a_signal_becomes_one_position(stores: Stores) -> None:
    create(stores.positions, stores.signals, reservations=reserve("1"))

    with pytest.raises(AlreadyDecidedError):
        create(stores.positions, stores.signals, reservations=reserve("1"))

    assert used(stores) == 1


def test_a_denied_signal_cannot_become_a_position(stores: Stores) -> None:
    key = examples.record_signal(stores.signals)
    stores.signals.decide(key, examples.decision("too_old"))

    with pytest.raises(AlreadyDecidedError):
        create(stores.positions, stores.signals)

    assert stores.positions.load(POSITION) is None


def test_reservations_add_up_to_the_limit(stores: Stores) -> None:
    create(stores.positions, stores.signals, reservations=reserve("12.5"))
    create(stores.positions, stores.signals, message_id=OTHER, reservations=reserve("7.5"))

    assert used(stores) == 20


def test_what_is_beyond_the_limit_is_refused_by_scope_and_nothing_is_written(
    stores: Stores,
) -> None:
    create(stores.positions, stores.signals, reservations=reserve("12.5"))
    beyond = reserve("1", scope="paper#positions") + reserve("7.500000000001")

    with pytest.raises(BudgetExceededError) as refusal:
        create(stores.positions, stores.signals, message_id=OTHER, reservations=beyond)

    assert refusal.value.scope == SCOPE
    assert stores.positions.used([SCOPE, "paper#positions"]) == {
        SCOPE: Decimal("12.5"),
        "paper#positions": Decimal(0),
    }
    assert stores.positions.load(f"{OTHER}-0") is None
    assert stores.signals.is_pending(ItemKey.of(examples.signal(OTHER)))


def test_a_first_reservation_beyond_the_limit_is_refused(stores: Stores) -> None:
    with pytest.raises(BudgetExceededError):
        create(stores.positions, stores.signals, reservations=reserve("20.01"))


def test_a_decided_signal_is_said_before_a_full_budget(stores: Stores) -> None:
    create(stores.positions, stores.signals, reservations=reserve("20"))

    with pytest.raises(AlreadyDecidedError):
        create(stores.positions, stores.signals, reservations=reserve("20"))


def test_what_was_reserved_is_given_back_to_the_last_digit(stores: Stores) -> None:
    amount = "0.1234567890123456789"
    made = create(stores.positions, stores.signals, reservations=reserve(amount))

    stores.positions.save(made, owner=OWNER, releases=release("-" + amount))

    assert used(stores) == 0


def test_releases_of_one_scope_are_summed(stores: Stores) -> None:
    made = create(stores.positions, stores.signals, reservations=reserve("12.5"))

    stores.positions.save(made, owner=OWNER, releases=release("-12.5") + release("3.25"))

    assert used(stores) == Decimal("3.25")


def test_a_realised_loss_may_exceed_the_limit(stores: Stores) -> None:
    made = create(stores.positions, stores.signals, reservations=reserve("12.5"))

    stores.positions.save(made, owner=OWNER, releases=release("100"))

    assert used(stores) == Decimal("112.5")


def test_what_saving_reserves_fits_into_the_limit_or_nothing_is_written(stores: Stores) -> None:
    made = create(stores.positions, stores.signals, reservations=reserve("12.5"))

    with pytest.raises(BudgetExceededError) as refusal:
        stores.positions.save(made, owner=OWNER, reservations=reserve("7.51"))
    assert (refusal.value.scope, used(stores)) == (SCOPE, Decimal("12.5"))
    assert stores.positions.load(POSITION) == made

    stores.positions.save(made, owner=OWNER, reservations=reserve("7.5"))
    assert used(stores) == 20


def test_saving_counts_the_version_up(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)

    saved = stores.positions.save(
        made.model_copy(update={"state": PositionState.OPEN}), owner=OWNER
    )

    assert saved.version == 2
    assert stores.positions.load(POSITION) == saved


def test_an_older_version_is_not_saved(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    saved = stores.positions.save(made, owner=OWNER)

    with pytest.raises(VersionConflictError):
        stores.positions.save(made, owner=OWNER, journal=[examples.entry()])

    assert stores.positions.load(POSITION) == saved
    assert stores.positions.journal(POSITION) == []


def test_who_lost_the_lease_cannot_save(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    take(stores, "other", seconds=121)

    with pytest.raises(VersionConflictError):
        stores.positions.save(made, owner=OWNER)


def test_a_position_that_is_not_there_cannot_be_saved(stores: Stores) -> None:
    with pytest.raises(VersionConflictError):
        stores.positions.save(examples.position(), owner=OWNER)


def test_a_closed_position_is_no_longer_live_but_kept(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)

    closed = stores.positions.save(
        made.model_copy(update={"state": PositionState.CLOSED}), owner=OWNER
    )

    assert stores.positions.live_positions() == []
    assert stores.positions.positions() == []
    assert stores.positions.positions(include_closed=True) == [closed]


def test_a_late_fill_brings_a_closed_position_back_to_life(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    closed = stores.positions.save(
        made.model_copy(update={"state": PositionState.CLOSED}), owner=OWNER
    )

    stores.positions.save(closed.model_copy(update={"state": PositionState.CLOSING}), owner=OWNER)

    assert stores.positions.live_positions() == [POSITION]


def test_a_held_lease_is_not_given_to_another(stores: Stores) -> None:
    create(stores.positions, stores.signals)

    assert take(stores, "other") is None


def test_the_holder_may_take_the_lease_again(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)

    assert take(stores, OWNER) == (made, ())


def test_a_lease_that_ran_out_is_free(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)

    assert take(stores, "other", seconds=120) == (made, ())
    assert take(stores, OWNER, seconds=121) is None


def test_a_released_lease_is_free(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)

    stores.positions.release_lease(POSITION, owner=OWNER)

    assert take(stores, "other") == (made, ())


def test_only_the_holder_releases_a_lease(stores: Stores) -> None:
    create(stores.positions, stores.signals)

    stores.positions.release_lease(POSITION, owner="other")

    assert take(stores, "other") is None


def test_there_is_no_lease_on_nothing(stores: Stores) -> None:
    stores.positions.release_lease(POSITION, owner=OWNER)

    assert take(stores, OWNER) is None
    assert stores.positions.load(POSITION) is None


def test_the_inbox_needs_no_lease_and_does_not_touch_the_fence(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)

    stores.positions.add_to_inbox(POSITION, KEY)
    stores.positions.add_to_inbox(POSITION, KEY)

    assert take(stores, OWNER) == (made, (KEY,))
    assert stores.positions.save(made, owner=OWNER).version == 2


def test_saving_empties_the_inbox_of_what_was_read_only(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    unread = ItemKey.of(examples.amendment(index=1))
    stores.positions.add_to_inbox(POSITION, KEY)
    stores.positions.add_to_inbox(POSITION, unread)

    saved = stores.positions.save(made, owner=OWNER, read_inbox=[KEY])

    assert take(stores, OWNER) == (saved, (unread,))


def test_nothing_has_no_inbox(stores: Stores) -> None:
    with pytest.raises(VersionConflictError):
        stores.positions.add_to_inbox(POSITION, KEY)


def test_saving_decides_amendments_along(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    amendment = examples.amendment(OTHER)
    stores.signals.record(examples.verdict(OTHER), text="close", amendments=[amendment])
    key = ItemKey.of(amendment)

    stores.positions.save(made, owner=OWNER, decisions={key: examples.decision("applied")})

    assert stores.signals.decision(key) == examples.decision("applied")
    assert stores.signals.pending() == []


def test_what_was_decided_before_does_not_keep_a_position_unsaved(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    key = ItemKey.of(examples.signal())

    stores.positions.save(made, owner=OWNER, decisions={key: examples.decision("second")})

    assert stores.signals.decision(key) == examples.decision()


def test_the_journal_comes_in_order_and_whole(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    entries = [examples.entry("1-a", notice=NoticeKind.ENTRY), examples.entry("2-b")]

    stores.positions.save(made, owner=OWNER, journal=entries[::-1])

    journal = stores.positions.journal(POSITION)
    assert [each.entry_id for each in journal] == ["1-a", "2-b"]
    assert journal[0].notice is NoticeKind.ENTRY
    assert journal[0].details["slices"] == 2
    assert journal[0].details["fits"] is True


def test_the_call_book_starts_empty(stores: Stores) -> None:
    book = stores.positions.call_book(ACCOUNT, "ETH-USD")

    assert book == CallBook(account=ACCOUNT, product_id="ETH-USD")


def test_a_call_book_is_stored_with_the_next_version(stores: Stores) -> None:
    call = Call(
        position_id=POSITION,
        channel_id="1",
        author_id="7",
        side=Side.LONG,
        entry_price=Decimal("2500.50"),
        origin_message_id=MESSAGE,
        at=START,
    )
    made = create(stores.positions, stores.signals)
    book = stores.positions.call_book(ACCOUNT, "ETH-USD").model_copy(update={"calls": (call,)})

    stores.positions.save(made, owner=OWNER, call_book=book)

    after = stores.positions.call_book(ACCOUNT, "ETH-USD")
    assert after == book.model_copy(update={"version": 2})


def test_a_call_book_that_changed_meanwhile_is_a_conflict_and_nothing_is_written(
    stores: Stores,
) -> None:
    made = create(stores.positions, stores.signals)
    stale = CallBook(account=ACCOUNT, product_id="ETH-USD")

    with pytest.raises(VersionConflictError):
        stores.positions.save(made, owner=OWNER, call_book=stale)
    with pytest.raises(VersionConflictError):
        stores.positions.create(
            examples.position(f"{OTHER}-0"),
            signal_key=examples.record_signal(stores.signals, OTHER),
            decision=examples.decision(),
            call_book=stale,
            journal=[],
            owner=OWNER,
            lease_until=UNTIL,
        )

    assert stores.positions.live_positions() == [POSITION]
    assert stores.positions.load(POSITION) == made


def test_a_notice_is_marked_as_sent(stores: Stores) -> None:
    stores.positions.mark_notice_sent("1-opened", now=START)

    assert stores.positions.is_notice_sent("1-opened")
    assert not stores.positions.is_notice_sent("2-closed")


def test_positions_come_oldest_first(stores: Stores) -> None:
    later = START + timedelta(seconds=1)
    create(stores.positions, stores.signals, created_at=later)
    create(stores.positions, stores.signals, message_id=OTHER)

    ids = [each.position_id for each in stores.positions.positions()]

    assert ids == [f"{OTHER}-0", POSITION]


# --- counters set right, and the watch of an account ---


def test_a_counter_is_set_right_while_it_is_as_it_was_seen(stores: Stores) -> None:
    create(stores.positions, stores.signals, reservations=reserve("12.5"))

    assert stores.positions.correct_counter(SCOPE, seen=Decimal("12.5"), to=Decimal(3))
    assert not stores.positions.correct_counter(SCOPE, seen=Decimal("12.5"), to=Decimal(0))

    assert used(stores) == 3


def test_a_counter_that_was_never_used_can_be_set(stores: Stores) -> None:
    assert stores.positions.correct_counter(SCOPE, seen=Decimal(0), to=Decimal("1.5"))

    assert used(stores) == Decimal("1.5")


def test_what_has_no_limit_is_counted(stores: Stores) -> None:
    unlimited = (Reservation(scope=SCOPE, amount=Decimal(10_000)),)

    create(stores.positions, stores.signals, reservations=unlimited)

    assert used(stores) == 10_000


def test_closed_positions_stand_under_their_day(stores: Stores) -> None:
    made = create(stores.positions, stores.signals)
    end = {"state": PositionState.CLOSED, "closed_at": START + timedelta(hours=1)}
    closed = stores.positions.save(made.model_copy(update=end), owner=OWNER)

    day = (START + timedelta(hours=1)).date()
    assert stores.positions.closed_positions(day) == [POSITION]
    assert stores.positions.closed_positions(day - timedelta(days=1)) == []
    assert stores.positions.live_positions() == []

    reopened = {"state": PositionState.CLOSING, "closed_at": None}
    stores.positions.save(closed.model_copy(update=reopened), owner=OWNER)
    assert stores.positions.closed_positions(day) == []
    assert stores.positions.live_positions() == [POSITION]


def test_a_watch_is_kept_and_fenced_by_its_version(stores: Stores) -> None:
    fresh = stores.positions.watch(ACCOUNT)
    begun = fresh.opened(START, Decimal(10_000))

    stores.positions.save_watch(begun, releases=release("7"))
    with pytest.raises(VersionConflictError):
        stores.positions.save_watch(begun, releases=release("7"))

    assert stores.positions.watch(ACCOUNT) == begun.model_copy(update={"version": 1})
    assert used(stores) == 7


def test_a_watch_has_a_journal_of_its_own(stores: Stores) -> None:
    entry = examples.entry().model_copy(update={"position_id": "account-paper"})

    stores.positions.save_watch(stores.positions.watch(ACCOUNT), journal=[entry])

    assert [e.entry_id for e in stores.positions.journal("account-paper")] == [entry.entry_id]


def test_what_is_told_again_is_told_once(stores: Stores) -> None:
    first = examples.entry("digest", notice=NoticeKind.DIGEST)

    assert not stores.positions.has_journal_entry(first.position_id, "digest")
    assert stores.positions.add_journal_entry(first)
    assert not stores.positions.add_journal_entry(first.model_copy(update={"text": "other"}))

    assert stores.positions.has_journal_entry(first.position_id, "digest")
    assert [each.text for each in stores.positions.journal(first.position_id)] == [first.text]
