"""What the short names of problems, gates and decisions stand for, in a sentence each."""

from __future__ import annotations

WORDS = {
    # problems of a call
    "no_symbol": "no coin is named",
    "no_side": "no side is said, and none follows from the prices",
    "inconsistent_prices": "its prices do not agree",
    "conditional": "it holds only if something happens first",
    "btc_quoted": "it is priced in another coin",
    "not_crypto": "it is about gold, shares or currencies",
    "percent_stop": "its stop is a percentage, not a price",
    "percent_targets": "its targets are percentages or multiples, not prices",
    "unclear": "a careful reader would ask back",
    # why a version of a message was not read, or led to nothing
    "too_long": "the text is longer than any call",
    "too_dense": "more numbers or calls than any message has",
    "too_many": "more calls and instructions than any message has",
    "older_version": "a newer version of the message was read before",
    "deleted_before": "the message had been deleted before",
    "unchanged": "it says what the version before it said",
    "deleted": "the message was deleted",
    # gates before an entry
    "channel_unknown": "the channel is not in the settings",
    "mode": "the channel's mode",
    "paused": "entries are stopped",
    "author": "who may give signals in the channel",
    "origin": "where the message was first posted",
    "short_on_spot": "spot holds longs only",
    "too_old": "the age of the message",
    "no_stop": "no stop is given",
    "stop_on_close": "the stop counts at a candle's close only",
    "price_sides": "stop, entries and targets in their order",
    "unknown_coin": "the coin is not traded at the venue under this name",
    "market_state": "the state of the market",
    "quote": "a usable price at the venue",
    "quote_age": "the age of the venue's price",
    "spread": "the distance of bid and ask",
    "depeg": "whether the quote currency is a dollar",
    "price_frame_mismatch": "the named price against the venue's at posting",
    "same_call": "the same call was made before",
    "already_open": "a position or an entry in this coin is open already",
    "cool_down": "the rest after the last position in this coin",
    "stop_touched": "the price was at the stop since the message",
    "target_passed": "the price is beyond the first target",
    "run_away": "the price has run away from the named one",
    "no_target": "no target is given",
    "loss_streak": "the pause after losses in a row",
    "reward_risk": "what may be won against what may be lost, after fees",
    "budget": "the room left in the limits",
    "closing": "the position is being closed",
    "already_traded": "it was traded before",
    "not_approved": "nobody approved it in time",
    "superseded": "a newer version of the message stands",
    # decisions
    "opened": "a position was opened",
    "withdrawn": "it was taken back before it was decided",
    "rejected": "you rejected it",
    "edited": "the message was edited",
    "not_the_author": "only the call's author, a listed author or you may change it",
    "no_position": "no open position is meant",
    "ambiguous": "several positions could be meant",
    "position_closed": "the position is closed",
    "already_applied": "it was done before",
    "needs_a_human": "only you can do that",
    "no_stop_level": "no level for the stop is named",
    "nothing_filled": "nothing was bought yet",
    "stop_not_tighter": "the stop would give more room, not less",
    "no_fraction": "how much is not said",
    "sold_already": "that much was sold already",
    "no_usable_targets": "the targets are not usable",
}


def in_words(code: str) -> str:
    """The sentence, or the code with blanks where it speaks for itself."""
    return WORDS.get(code, code.replace("_", " "))
