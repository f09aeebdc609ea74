"""The codes that decisions are stored with: gates, and what became of a call or an instruction.

Enums only write. What is stored stays text, so that a code of another release loads. Each code
has a sentence for people in `cli/code_words.py`; a test fails where one has none.
"""

from __future__ import annotations

from enum import StrEnum


class Gate(StrEnum):
    """What is asked before an entry; a refusal carries the name of its gate as its code."""

    CHANNEL_UNKNOWN = "channel_unknown"
    MODE = "mode"
    PAUSED = "paused"
    AUTHOR = "author"
    ORIGIN = "origin"
    SHORT_ON_SPOT = "short_on_spot"
    TOO_OLD = "too_old"
    PERCENT_LEVELS = "percent_levels"
    NO_STOP = "no_stop"
    STOP_ON_CLOSE = "stop_on_close"
    PRICE_SIDES = "price_sides"
    COIN_DENIED = "coin_denied"
    UNKNOWN_COIN = "unknown_coin"
    LOSS_STREAK = "loss_streak"
    MARKET_STATE = "market_state"
    QUOTE = "quote"
    QUOTE_AGE = "quote_age"
    SPREAD = "spread"
    DEPEG = "depeg"
    PRICE_FRAME_MISMATCH = "price_frame_mismatch"
    SAME_CALL = "same_call"
    ALREADY_OPEN = "already_open"
    COOL_DOWN = "cool_down"
    STOP_TOUCHED = "stop_touched"
    TARGET_PASSED = "target_passed"
    RUN_AWAY = "run_away"
    LAYOUT = "layout"
    UNKNOWN_LAYOUT = "unknown_layout"
    MISREAD_LAYOUT = "misread_layout"
    LAYOUT_QUESTIONS = "layout_questions"
    NO_TARGET = "no_target"
    BELOW_MINIMUM = "below_minimum"
    FUNDS = "funds"
    REWARD_RISK = "reward_risk"
    BUDGET = "budget"
    ALREADY_TRADED = "already_traded"
    NOT_APPROVED = "not_approved"
    SUPERSEDED = "superseded"
    # Of additions alone.
    ADD_WITHOUT_SIZE = "add_without_size"
    ALREADY_ADDED = "already_added"
    CLOSING = "closing"
    POSITION_CLOSED = "position_closed"
    SLICES = "slices"


class DecisionCode(StrEnum):
    """Why a decision is what it is, where no gate refused.

    An instruction that was followed has its action as its code (`AmendmentAction`).
    """

    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    MISREAD = "misread"
    NO_PROPOSAL = "no_proposal"
    SUPERSEDED = "superseded"
    EDITED = "edited"
    CLOSED_BY_SHORT = "closed_by_short"
    NOT_THE_AUTHOR = "not_the_author"
    NO_POSITION = "no_position"
    AMBIGUOUS = "ambiguous"
    POSITION_CLOSED = "position_closed"
    ALREADY_APPLIED = "already_applied"
    NEEDS_A_HUMAN = "needs_a_human"
    ADD_WITHOUT_PRICE = "add_without_price"
    ADD_WITHOUT_SIZE = "add_without_size"
    NO_STOP_LEVEL = "no_stop_level"
    STOP_NOT_TIGHTER = "stop_not_tighter"
    NOTHING_FILLED = "nothing_filled"
    NO_FRACTION = "no_fraction"
    SOLD_ALREADY = "sold_already"
    EDITED_AFTER_SALE = "edited_after_sale"
    LEVEL_NOT_REACHED = "level_not_reached"
    NOTHING_ADDED = "nothing_added"
    NO_USABLE_TARGETS = "no_usable_targets"
