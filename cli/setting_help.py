"""What each setting means, once: for the JSON Schema and for the README's table."""

from __future__ import annotations

ACCOUNT = {
    "quote": "the currency that positions are paid in: USD, USDC, EUR or GBP",
    "max_open_positions": "open positions of all channels together",
    "daily_loss_fraction": "of equity: what one UTC day may reserve and lose",
    "max_loss": "in the quote currency: what all open positions may lose together",
    "paper_balance": "what the paper account starts with",
    "untouchable": "coins in the portfolio that are not ours; `doctor` reports any other",
}
RULES = {
    "mode": "`off`, `paper` or `live`",
    "risk_fraction": "of equity: lost between entry and stop, fees included",
    "max_notional_fraction": "of equity: cap of one position's value at entry",
    "max_signal_age_market": "older market calls are refused",
    "max_signal_age_resting": "older calls with a price are refused",
    "max_amendment_age": "older amendments that add risk are refused",
    "max_chase": "how far above the named price a market call is followed",
    "max_spread": "between best bid and ask",
    "min_reward_risk": "mean gain over loss, after fees",
    "price_frame_tolerance_market": "named price against Coinbase's at posting, market calls",
    "price_frame_tolerance_resting": "the same for calls with a price",
    "no_target": "a call without a take-profit: `synthetic` (one at entry + 2 R) or `deny`",
    "max_slices": "take-profits served, each with a slice of its own (1 to 4)",
    "after_first_target": "where the stop goes after the first target: `entry` or `stay`",
    "entry_expiry": "an entry not filled by then is canceled",
    "gap_allowance": "of the value at the stop: reserved for a fall through it",
    "same_call_window": "how long the same coin and side count as the same call",
    "same_call_distance": "how near the entries of a same call are",
    "cool_down": "rest of a channel and coin after a position closed",
}
CHANNEL = {
    "name": "yours to choose",
    "guild_id": "its Discord server; `doctor` compares it",
    "allowed_author_ids": "who may give signals; live: nobody unless listed here or below",
    "allowed_role_ids": "the same by role",
    "allowed_webhook_ids": "the same by webhook (followed channels)",
    "amendment_author_ids": "who else may amend, besides a signal's author",
    "origin_guild_id": "followed channels: only posts from this server",
    "origin_channel_id": "followed channels: only posts from this channel",
    "max_loss": "in the quote currency: what its open positions may lose together",
    "rules": "any of the `defaults` for this channel alone",
}
HELP = {"AccountSettings": ACCOUNT, "Rules": RULES, "ChannelSettings": CHANNEL}
"""By the models' names."""
