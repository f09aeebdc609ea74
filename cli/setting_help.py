"""What each setting means, once: for the JSON Schema and for the README's table."""

from __future__ import annotations

ACCOUNT = {
    "quote": "the currency that positions are paid in: USD, USDC, EUR or GBP",
    "max_open_positions": "open positions of all channels together",
    "daily_loss_fraction": "of equity at the day's start (UTC): reserve, losses, breaker",
    "daily_loss_share": (
        "how much of `daily_loss_fraction` one position may reserve: `per_position` (divided by "
        "`max_open_positions`, so that so many fit) or `whole`"
    ),
    "max_loss": "in the quote currency: all open positions and today's losses together",
    "max_loss_per_position": "in the quote currency: a larger plan is made smaller",
    "max_loss_per_author": "in the quote currency: the open positions and today's losses of one",
    "max_loss_per_coin": "in the quote currency: what the open positions in one coin may lose",
    "loss_streak": "so many losses of a channel in a row stop it for `loss_pause`; 0: never",
    "loss_pause": "counted from the last of these losses",
    "breaker_max_spread": "at a wider one the breaker does not believe a price",
    "flatten_on_breaker": "sell everything when the breaker latches",
    "depeg_tolerance": "how far USDC may be from 1 USD; entries stop beyond",
    "paper_balance": "what the paper account starts with",
    "untouchable": "coins in the portfolio that are not ours; `doctor` reports any other",
    "coins": "`{only: [...], never: [...]}`: the coins that may be entered, by ticker",
    "notify_refusals": "whether each refused signal is a notice too, not only in the digest",
    "digest_hour": "at which UTC hour yesterday's results are told, or `off`",
    "awake": "UTC hours in which you answer questions, such as `7-23`, or `always`",
}
RULES = {
    "mode": "`off`, `paper`, `approve` (live, each plan after your yes) or `live`",
    "sizing": "which of the next three decides: `risk_fraction`, `fixed_quote`, `equity_fraction`",
    "risk_fraction": "of equity: lost between entry and stop, fees included",
    "fixed_quote": "in the quote currency: a position's value at entry",
    "equity_fraction": "of equity: a position's value at entry",
    "max_notional_fraction": "of equity: cap of one position's value at entry",
    "max_signal_age_market": "older market calls are refused",
    "max_signal_age_resting": "older calls with a price are refused",
    "max_chase": "how far above the named price a market call is followed",
    "max_chase_risk": "nor farther than this part of the way to the stop; `off`: no such limit",
    "max_spread": "between best bid and ask",
    "min_reward_risk": "mean gain over loss, after fees",
    "price_frame_tolerance_market": "named price against Coinbase's at posting, market calls",
    "price_frame_tolerance_resting": "the same for calls with a price",
    "no_target": (
        "a call without a take-profit: `synthetic` (one at entry + 2 R), "
        "`stop_only` (one far away) or `deny`"
    ),
    "short_signal": (
        "spot holds no shorts: `deny` a SHORT, or `close_long`: it closes our long of the same "
        "channel, author and coin"
    ),
    "stop_on_close": (
        "a stop on a candle's close: `hard` (rests at the level), `catastrophe` (rests wider, "
        "sold when the candle closes beyond the level) or `deny`"
    ),
    "catastrophe_factor": "how many times the stop's distance a `catastrophe` stop has (1 to 5)",
    "default_stop": "below the lowest entry where a call names no stop; in a channel's rules only",
    "addition_size": (
        "of the first size: what `add` buys where the message names a price and no size; "
        "off: you are asked"
    ),
    "max_addition_age": "older additions are refused",
    "answer_within": "so long a question that only lowers risk waits for you, awake",
    "reduce_unsaid": (
        "of what was bought: sold then where a follow-up says to sell a part and not how much; "
        "`off`: you are only asked"
    ),
    "max_slices": "take-profits served, each with a slice of its own (1 to 4)",
    "take_profit_split": "`even`, or parts from the nearest on, such as `50 %, 30 %, 20 %`",
    "rungs": "entries served where a call names several (1 to 6)",
    "zone_rungs": "entries spread over a zone; 1: at its near edge",
    "after_first_target": (
        "where the stop goes after a target: `entry`, `net` (to the entry, then on to where both "
        "fees are paid), `previous_target`, `trail` or `stay`"
    ),
    "unfilled_after_target": (
        "entries that still rest when the first target is reached: `cancel` or `keep`"
    ),
    "trail_distance": "`trail`: how far the stop follows below the highest price",
    "entry_expiry": "an entry not filled by then is canceled",
    "max_holding": "from its first fill on; then `after_holding`; `off`: no limit",
    "after_holding": "`ask` you, `close` it, or its stop goes to the entry (`stop_to_entry`)",
    "gap_allowance": "of the value at the stop: reserved for a fall through it",
    "same_call_window": "how long the same coin and side count as the same call",
    "same_call_distance": "how near the entries of a same call are",
    "cool_down": "rest of a channel and coin after a position closed with a loss",
    "trial_positions": "so many of a channel's first live positions are small ones; 0: none",
    "trial_size": "the part of the full size that these have",
    "author_size": (
        "a size in the call (`half size`, `risk 1 %`): `ignore`; `cap` (below the author's usual: "
        "smaller by the same part) or `follow` (`risk 0.2 %` is what is risked); never above yours"
    ),
    "usual_author_size": "what the author usually risks, such as `2 %`: `cap` compares with it",
    "unknown_layout": (
        "a call with lines that you never confirmed in its channel: `ask`, `small` (a quarter of "
        "the size where it names a stop and waits for a price, else you are asked), `trade` or "
        "`skip`; `by_mode`: `ask` in approve and live, `trade` in paper"
    ),
    "while_asleep": "such a call outside `account.awake`: `skip`, or `small` where that may be",
    "max_layout_questions": "so many such calls are asked a day (UTC) and channel; then skipped",
    "percent_levels": (
        "a stop or targets as single percentages of the price, or in R: `compute` prices from the "
        "entries, then from the average fill, or `deny`; `by_mode`: `compute` in paper, `deny` in "
        "approve and live"
    ),
}
CHANNEL = {
    "name": "yours to choose",
    "guild_id": "its Discord server; `doctor` compares it",
    "access": "live needs it: `own`, `invited`, `followed`, `webhook` or `forwarded`",
    "terms_permit_automation": "live needs it: `yes` or `unknown`",
    "allowed_author_ids": "who may give signals; live: nobody unless listed here or below",
    "allowed_role_ids": "the same by role",
    "allowed_webhook_ids": "the same by webhook (followed channels)",
    "amendment_author_ids": "who else may amend, besides a signal's author",
    "origin_guild_id": "followed channels: only posts from this server",
    "origin_channel_id": "followed channels: only posts from this channel",
    "max_loss": "in the quote currency: its open positions and today's losses together",
    "coins": "the same as `account.coins` for this channel; both lists hold",
    "reading": "what the parser is taught of this channel: the table below",
    "rules": "any of the `defaults` for this channel alone",
    "authors": "limits and rules of single authors or webhooks, by id",
}
AUTHOR = {
    "name": "yours to choose",
    "max_loss": "instead of `account.max_loss_per_author`, for what is said here",
    "coins": "the same for what this author calls here",
    "rules": "any of the `defaults` for this author here; a `mode` no bolder than the channel's",
}
READING = {
    "words": "by kind of word, phrases that mean it: `stop: [safety net]`",
    "coins": "other names of coins: `mama: ETH`",
    "ignore": "whole sentences that mean nothing, at most 50",
    "templates": "layouts with an example of each, at most 20",
}
TEMPLATE = {
    "layout": "its fixed words, with `{coin}`, `{entry}`, `{stop}` and other fields between them",
    "example": "a message in this layout; it has to be tradable",
}
HELP = {
    "AccountSettings": ACCOUNT,
    "Rules": RULES,
    "ChannelSettings": CHANNEL,
    "AuthorSettings": AUTHOR,
    "Teaching": READING,
    "Template": TEMPLATE,
}
"""By the models' names."""
