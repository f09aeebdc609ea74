"""What the codes of problems, gates, decisions and journal events stand for, a sentence each."""

from __future__ import annotations

from collections.abc import Mapping

from signalfill.domain.codes import DecisionCode, Gate
from signalfill.domain.journal import Event
from signalfill.domain.signal import AmendmentAction, Problem

PROBLEMS: Mapping[Problem, str] = {
    Problem.NO_SYMBOL: "no coin is named",
    Problem.NO_SIDE: "no side is said, and none follows from the prices",
    Problem.NO_STOP: "no stop is given",
    Problem.INCONSISTENT_PRICES: "its prices do not agree",
    Problem.CONDITIONAL: "it holds only if something happens first",
    Problem.BTC_QUOTED: "it is priced in another coin",
    Problem.NOT_CRYPTO: "it is about gold, shares or currencies",
    Problem.PERCENT_STOP: "its stop is a percentage, not a price",
    Problem.PERCENT_TARGETS: "its targets are percentages or multiples, not prices",
    Problem.UNCLEAR: "a careful reader would ask back",
}
"""Of a call, as the parser sees it."""

VERSIONS: Mapping[str, str] = {
    "too_long": "the text is longer than any call",
    "too_dense": "more numbers or calls than any message has",
    "too_many": "more calls and instructions than any message has",
    "older_version": "a newer version of the message was read before",
    "deleted_before": "the message had been deleted before",
    "unchanged": "it says what the version before it said",
    "deleted": "the message was deleted",
    "newer_record": "it was queued by a newer release and may say more than this one reads",
}
"""Why a version of a message was not read, or led to nothing."""

GATES: Mapping[Gate, str] = {
    Gate.CHANNEL_UNKNOWN: "the channel is not in the settings",
    Gate.MODE: "the channel's mode",
    Gate.PAUSED: "entries are stopped",
    Gate.AUTHOR: "who may give signals in the channel",
    Gate.ORIGIN: "where the message was first posted",
    Gate.SHORT_ON_SPOT: "spot holds longs only",
    Gate.TOO_OLD: "the age of the message",
    Gate.PERCENT_LEVELS: "a stop or targets in percent or R, which name no price",
    Gate.NO_STOP: "no stop is given",
    Gate.STOP_ON_CLOSE: "the stop counts at a candle's close only",
    Gate.PRICE_SIDES: "stop, entries and targets in their order",
    Gate.UNKNOWN_COIN: "the coin is not traded at the venue under this name",
    Gate.COIN_DENIED: "the coins that the settings let in",
    Gate.LOSS_STREAK: "the pause after losses of its channel in a row",
    Gate.MARKET_STATE: "the state of the market",
    Gate.QUOTE: "a usable price at the venue",
    Gate.QUOTE_AGE: "the age of the venue's price",
    Gate.SPREAD: "the distance of bid and ask",
    Gate.DEPEG: "whether the quote currency is a dollar",
    Gate.PRICE_FRAME_MISMATCH: "the named price against the venue's at posting",
    Gate.SAME_CALL: "the same call was made before",
    Gate.ALREADY_OPEN: "a position or an entry in this coin is open already",
    Gate.COOL_DOWN: "the rest after the last position in this coin",
    Gate.STOP_TOUCHED: "the price was at the stop since the message",
    Gate.TARGET_PASSED: "the price is beyond the first target",
    Gate.RUN_AWAY: "the price has run away from the named one",
    Gate.LAYOUT: "whether its lines were confirmed in this channel",
    Gate.UNKNOWN_LAYOUT: "its lines were never confirmed in this channel",
    Gate.MISREAD_LAYOUT: "you called this layout misread: it waits until it is taught",
    Gate.LAYOUT_QUESTIONS: "the day's questions about new layouts had been put",
    Gate.NO_TARGET: "no target is given",
    Gate.BELOW_MINIMUM: "the size that its risk allows is too small to be sold again",
    Gate.FUNDS: "there is too little money for the smallest order",
    Gate.REWARD_RISK: "what may be won against what may be lost, after fees",
    Gate.BUDGET: "the room left in the limits",
    Gate.ALREADY_TRADED: "it was traded before",
    Gate.NOT_APPROVED: "nobody approved it in time",
    Gate.SUPERSEDED: "a newer version of the message stands",
    Gate.ADD_WITHOUT_SIZE: "how much to add is said neither by the message nor by `addition_size`",
    Gate.ALREADY_ADDED: "it was bought before its message was edited",
    Gate.CLOSING: "the position is being closed",
    Gate.POSITION_CLOSED: "the position is closed",
    Gate.SLICES: "the position has as many parts as it may have",
}
"""What each gate asks, or what its refusal says."""

DECISIONS: Mapping[DecisionCode, str] = {
    DecisionCode.OPENED: "a position was opened",
    DecisionCode.WITHDRAWN: "it was taken back before it was decided",
    DecisionCode.REJECTED: "you rejected it",
    DecisionCode.MISREAD: "you rejected it as misread: its layout is barred until it is taught",
    DecisionCode.NO_PROPOSAL: "no plan waited for an answer any more",
    DecisionCode.SUPERSEDED: GATES[Gate.SUPERSEDED],
    DecisionCode.EDITED: "the message was edited",
    DecisionCode.CLOSED_BY_SHORT: "a short in the same coin closed the long",
    DecisionCode.NOT_THE_AUTHOR: "only the call's author, a listed author or you may change it",
    DecisionCode.NO_POSITION: "no open position is meant",
    DecisionCode.AMBIGUOUS: "several positions could be meant",
    DecisionCode.POSITION_CLOSED: GATES[Gate.POSITION_CLOSED],
    DecisionCode.ALREADY_APPLIED: "it was done before",
    DecisionCode.NEEDS_A_HUMAN: "only you can do that",
    DecisionCode.ADD_WITHOUT_PRICE: "at which price to add is not said",
    DecisionCode.ADD_WITHOUT_SIZE: GATES[Gate.ADD_WITHOUT_SIZE],
    DecisionCode.NO_STOP_LEVEL: "no level for the stop is named",
    DecisionCode.STOP_NOT_TIGHTER: "the stop would give more room, not less",
    DecisionCode.NOTHING_FILLED: "nothing was bought yet",
    DecisionCode.NO_FRACTION: "how much is not said",
    DecisionCode.SOLD_ALREADY: "that much was sold already",
    DecisionCode.EDITED_AFTER_SALE: (
        "edited after an older release had sold: how much is not known"
    ),
    DecisionCode.LEVEL_NOT_REACHED: (
        "price has not been at the named price: it may be a level of a plan"
    ),
    DecisionCode.NOTHING_ADDED: "nothing of it rests any more",
    DecisionCode.NO_USABLE_TARGETS: "the targets are not usable",
}

ACTIONS: Mapping[AmendmentAction, str] = {
    AmendmentAction.CLOSE: "the position was to be closed",
    AmendmentAction.REDUCE: "a part was to be sold",
    AmendmentAction.MOVE_STOP: "the stop was to move",
    AmendmentAction.CANCEL: "what was not bought yet was to be canceled",
    AmendmentAction.SET_TARGETS: "the targets were to be replaced",
    AmendmentAction.ADD: "the position was enlarged",
    AmendmentAction.OTHER: "an instruction of a kind that only you can carry out",
    AmendmentAction.APPROVE: "you approved the plan",
    AmendmentAction.REJECT: "you rejected the plan",
}
"""An instruction that was followed has its action as its code."""

EVENTS: Mapping[Event, str] = {
    Event.PLANNED: "entry, stop, targets and size were fixed, before the first order",
    Event.DENIED: "a gate, or you, refused",
    Event.PROPOSED: "the plan was put to you",
    Event.ENLARGED: "protected slices were added",
    Event.ADOPTED: "what stands at the venue was taken over: orders of ours, or a change you made",
    Event.ORDER_SENT: "an order was sent; the text has the venue's answer",
    Event.ORDER_REFUSED: "the venue refused an order",
    Event.ORDER_UNKNOWN: "an order was sent, and no answer came",
    Event.ORDER_FOUND: "an order without an answer was found at the venue",
    Event.ORDER_ABANDONED: "an entry without an answer was not found and is given up",
    Event.ORDER_VANISHED: "the venue does not know an order any more",
    Event.ORDER: "an order changed its state",
    Event.NOT_SENT_AGAIN: "an order waited too long to be sent",
    Event.CANCEL_SENT: "an order's end was asked for",
    Event.STOP_EDIT_SENT: "the move of a resting stop was asked for",
    Event.MOVE_WITHOUT_EFFECT: "the venue accepted moves of a stop that changed nothing",
    Event.FILL: "something was bought or sold",
    Event.FILLS_MISSING: "the venue counts more as filled than the fills it lists",
    Event.FILLED_LATE: "a fill was shown after the position had ended: it is booked and settled",
    Event.ENTRY_FILLED: "an entry was filled",
    Event.ENTRY_EXPIRED: "the entry was not filled in time",
    Event.ENTRY_LAPSED: "an entry that the venue put off is too old to be sent",
    Event.ENTRY_UNWANTED: "an entry that was found late is not wanted any more",
    Event.ENTRY_FOUND_LATE: "an entry that had been given up was at the venue after all",
    Event.ENTRY_REPLACED: "the edited message names another entry: the unfilled one ends",
    Event.ENTRIES_STOPPED: "pause, mode or breaker ended the resting entries",
    Event.ENTRIES_OUTLIVED: "the first target was reached: unfilled entries end",
    Event.PROTECTED: "a slice has its stop again",
    Event.UNPROTECTED: "a slice is without a stop",
    Event.STILL_UNPROTECTED: "a slice has been without a stop for a minute or more",
    Event.STILL_UNKNOWN: "for a minute or more nobody knows whether an order reached the venue",
    Event.EMERGENCY_EXIT: "a slice that no order can protect is being sold",
    Event.STOP_MOVED: "a stop is to move",
    Event.STOP_TO_NET: "price left room: the stop goes on to where both fees are paid",
    Event.STOP_TRAILED: "the trailing stop followed the price",
    Event.STOPS_MIXED: "the slices' stops stand at different levels for now",
    Event.STOPS_AGREE: "all stops stand alike again",
    Event.TARGET_REACHED: "a target was reached",
    Event.LEVELS_SETTLED: "levels in percent or R follow from the average fill now",
    Event.STOPPED_ON_CLOSE: "a candle closed beyond the stop",
    Event.CLOSE_UNKNOWN: "the candle that decides about the stop could not be read",
    Event.AMENDMENT: "an instruction was decided without reaching a position",
    Event.AMENDED: "an instruction was followed",
    Event.AMENDMENT_IGNORED: "an instruction changed nothing",
    Event.ADDITION_MOVED: "the message of an addition was edited: what it added ends",
    Event.PART_UNSAID: "how much to sell is not said: you are asked",
    Event.UNSAID_ANSWERED: "nobody answered: a small part is sold, or nothing where a target has",
    Event.HELD_TOO_LONG: "it was held for longer than `max_holding`",
    Event.COINS_KEPT: "you kept its coins: booked to you, no stop of ours is over them",
    Event.SOLD_BY_HAND: "you sold coins of the position yourself",
    Event.USER_MANAGED: "an order of yours holds the position's coins: it is left to you",
    Event.TAKEN_UP_AGAIN: "your order is gone: the position is managed again",
    Event.INCREMENTS_CHANGED: "the venue changed the product's smallest steps",
    Event.FLATTENED: "the position is to be sold, as you asked for all",
    Event.CLOSED: "the position ended",
    Event.OVERRUN: "the loss was larger than what had been reserved",
    Event.TWIN_ENDED: "the paper twin ended, and both results are known",
    Event.BREAKER: "losses stopped all entries",
    Event.BUDGET_DRIFT: "a budget's counter was wrong and is set right",
    Event.EQUITY_MOVED: "money came into the account or left it",
    Event.LAYOUTS: "something about the known layouts of a channel changed",
    Event.DIGEST: "how the day was",
}
"""What an entry of the journal tells of; `text` has the numbers."""

WORDS: Mapping[str, str] = {
    str(code): said
    for words in (PROBLEMS, VERSIONS, ACTIONS, DECISIONS, GATES)
    for code, said in words.items()
}


def in_words(code: str) -> str:
    """The sentence; of a code that another release stored, the code with blanks."""
    return WORDS.get(code, code.replace("_", " "))
