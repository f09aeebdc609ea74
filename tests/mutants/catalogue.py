"""The fixed list of wrong lines. A line that changes its place or form is followed here."""

from __future__ import annotations

from tests.mutants.model import Mutant

PLANNING = (
    Mutant("domain/planning/plan.py", "make_plan", "1 - means.fees.taker", "1 + means.fees.taker"),
    Mutant("domain/planning/plan.py", "make_plan", "stop.price <= 0 or not", "not"),
    Mutant(
        "domain/planning/plan.py", "make_plan", "side.rearmost(*entries)", "side.foremost(*entries)"
    ),
    Mutant("domain/planning/plan.py", "make_plan", "if not gate.passed:", "if False:"),
    Mutant("domain/planning/plan.py", "_plan", "gap=rules.gap_allowance", "gap=Decimal(0)"),
    Mutant("domain/planning/plan.py", "_edge", "value >= rules", "value > rules"),
    Mutant("domain/planning/plan.py", "reward_risk", "target * fees.maker", "0"),
    Mutant("domain/planning/plan.py", "reward_risk", "-quote.spread", "quote.spread"),
    Mutant("domain/planning/plan.py", "reward_risk", "side.rearmost(", "side.foremost("),
    Mutant("domain/planning/sizing.py", "base_size", "cap = min(", "cap = max("),
    Mutant("domain/planning/sizing.py", "base_size", "(price * (1 + means.fees.taker))", "price"),
    Mutant("domain/planning/sizing.py", "base_size", "if wished <= caps[cap]:", "if True:"),
    Mutant("domain/planning/sizing.py", "loss_at_stop", "entry * paid", "0"),
    Mutant("domain/planning/sizing.py", "loss_at_stop", "stop * fees.taker", "0"),
    Mutant("domain/planning/sizing.py", "entry_fee", "fees.maker if", "fees.taker if"),
    Mutant("domain/planning/sizing.py", "worst_case_loss", "+ size * stop * gap", ""),
    Mutant("domain/planning/slices.py", "_divided", "size - sum(shares, Decimal(0))", "shares[0]"),
    Mutant("domain/planning/slices.py", "cut", "layout.sellable_at", "layout.stop"),
    Mutant("domain/planning/slices.py", "_candidates", "-pair[0] * pair[1]", "pair[0] * pair[1]"),
    Mutant("domain/planning/entries.py", "entry_prices", "side.rearmost(price, farthest)", "price"),
    Mutant("domain/planning/entries.py", "with_default_stop", "-rules", "rules"),
    Mutant("domain/planning/entries.py", "place_stop", "rounded_back(", "rounded_ahead("),
    Mutant("domain/planning/targets.py", "parts", "split[: count - 1]", "split[:count]"),
    Mutant("domain/planning/size_part.py", "is_on_trial", "traded < rules", "traded <= rules"),
)

BUDGETS = (
    Mutant("domain/budget.py", "counted", "ROUND_UP", "'ROUND_DOWN'"),
    Mutant("domain/budget.py", "settle", "-each.amount", "each.amount"),
    Mutant("domain/budget.py", "charges", "if losses_count(r.scope)", ""),
    Mutant("domain/ending.py", "closing_releases", "-realized_pnl(position)", "Decimal(0)"),
    Mutant("domain/ending.py", "reopening_changes", "return [*undone, *losses]", "return undone"),
    Mutant("domain/account/recount.py", "drifts", "if amount !=", "if amount >"),
    Mutant("domain/account/recount.py", "settle_past_days", "-charge.amount", "charge.amount"),
    Mutant("domain/account/recount.py", "_charges", "[] if result.is_settled else", ""),
    Mutant("domain/account/breaker.py", "judge_loss", "loss - watch.forgiven", "loss"),
    Mutant("domain/account/breaker.py", "judge_loss", "now - since < SECOND_LOOK", "False"),
    Mutant("domain/account/breaker.py", "judge_loss", "now - since > LAST_LOOK", "False"),
    Mutant("domain/account/breaker.py", "day_result", "max(before.last - ", "(before.last - "),
    Mutant("domain/account/breaker.py", "loss_streak", "r.pnl < 0", "r.pnl <= 0"),
    Mutant("domain/account/breaker.py", "with_flow", "opening + flow", "opening - flow"),
)

HOLDING = (
    Mutant("domain/holding.py", "filled", "max(order.filled_size, known)", "order.filled_size"),
    Mutant("domain/holding.py", "filled", "max(order.filled_size, known)", "known"),
    Mutant("domain/holding.py", "held", "return max(own[slice_index] - missing, ZERO)",
           "return own[slice_index]"),
    Mutant("domain/holding.py", "is_sellable", "whole >= position.base_min_size",
           "whole > position.base_min_size"),
    Mutant("domain/holding.py", "is_dust", "min(entry, planned.stop_price)", "entry"),
    Mutant("domain/holding.py", "books_agree", ">= order.filled_size", "<= order.filled_size"),
    Mutant("domain/holding.py", "with_fills", "fill.trade_id not in known and", ""),
    Mutant("domain/holding.py", "with_fills", "known.add(fill.trade_id)", "pass"),
    Mutant("domain/holding.py", "realized_pnl", "total -= fill.commission",
           "total += fill.commission"),
    Mutant("domain/holding.py", "as_seen", "max(order.filled_size, seen.filled_size)",
           "seen.filled_size"),
    Mutant("domain/holding.py", "as_seen", "is_over and status not in",
           "False and status not in"),
    Mutant("domain/holding.py", "as_seen", "order.stop_triggered or ", ""),
    Mutant("domain/ending.py", "nothing_left", "or not books_agree(position)", ""),
    Mutant("domain/ending.py", "nothing_left", "not order.is_closed", "False"),
    Mutant("domain/ending.py", "close", '"cancel_entries": True, ', ""),
    Mutant("domain/product.py", "rounded_ahead", "ceil_to if side is Side.LONG else floor_to",
           "floor_to if side is Side.LONG else ceil_to"),
)  # fmt: skip

PROTECTION = (
    Mutant("domain/protection/next_need.py", "_live_brackets", ">= floor_to(", "> 0 * floor_to("),
    Mutant("domain/protection/next_need.py", "_live_brackets", "- filled(view.position, g)", ""),
    Mutant("domain/protection/next_need.py", "_child_may_still_appear",
           "and entry.client_order_id not in known", ""),
    Mutant("domain/protection/next_need.py", "_resends",
           "and view.now - order.intended_at < RESEND_WINDOW", ""),
    Mutant("domain/protection/next_need.py", "_replacements",
           "and all(entry.is_closed for entry in view.entries)", ""),
    Mutant("domain/protection/slice_view.py", "leaving", "self.slice.stop_price",
           "self.slice.take_profit_price"),
    Mutant("domain/protection/slice_view.py", "waited_for", "self.slice.naked_cause == cause and",
           ""),
    Mutant("domain/protection/exits.py", "rests_behind", "-STOP_BUFFER", "STOP_BUFFER"),
    Mutant("domain/protection/exits.py", "exit_order", "view.leaving or view.held", "view.held"),
    Mutant("domain/protection/exits.py", "too_soon", "return in_vain and age < pause",
           "return False"),
    Mutant("domain/protection/stops.py", "_with_stop", "side.foremost(stop", "side.rearmost(stop"),
    Mutant("domain/protection/stops.py", "present_stop", "side.foremost(", "side.rearmost("),
    Mutant("domain/protection/stops.py", "trail", "-rules.trail_distance", "rules.trail_distance"),
    Mutant("domain/protection/stops.py", "trail", "recent or ", ""),
    Mutant("domain/protection/stops.py", "net_price", "+ entry_commission(position) * sign", ""),
    Mutant("domain/protection/stops.py", "net_price", "1 - position.taker_fee * sign", "1"),
    Mutant("domain/protection/stops.py", "on_to_net", "moved(stop, NET_MARGIN)", "moved(stop, 0)"),
    Mutant("domain/protection/lifecycle.py", "_expired", "or now < position.expires_at", ""),
    Mutant("domain/amendments/amending.py", "amend",
           "amendment.amendment_id in position.applied_amendment_ids", "False"),
    Mutant("domain/amendments/amending.py", "_move_stop", "if not is_tighter(position, stop):",
           "if False:"),
    Mutant("domain/amendments/amending.py", "price_of", "<= ABSURD_FACTOR", "> 0"),
)  # fmt: skip

GATES = (
    Mutant("domain/entry/gates.py", "at_most_old", "age <= limit", "True"),
    Mutant("domain/entry/gates.py", "may_speak", "return mode is Mode.PAPER", "return True"),
    Mutant("domain/entry/gates.py", "_sides_of_prices", "(price - stop) * sign <= 0",
           "(price - stop) * sign < 0"),
    Mutant("domain/entry/gates.py", "_sides_of_prices", "any((target", "all((target"),
    Mutant("domain/entry/market_gates.py", "_price_frame", "seen.open if seen is not None else",
           ""),
    Mutant("domain/entry/market_gates.py", "_is_double", "call.side is not signal.side or", ""),
    Mutant("domain/entry/market_gates.py", "_already_open", "call.live and", ""),
    Mutant("domain/entry/market_gates.py", "_cool_down", "since >= rest", "since <= rest"),
    Mutant("domain/entry/market_gates.py", "_cool_down", "max(closed)", "min(closed)"),
    Mutant("domain/entry/market_gates.py", "_run_away", "* side.sign", ""),
    Mutant("domain/entry/market_gates.py", "_stop_not_touched", "side.rearmost(now, seen",
           "side.foremost(now, seen"),
    Mutant("domain/entry/market_gates.py", "_target_not_passed", "side.rearmost(*context",
           "side.foremost(*context"),
)  # fmt: skip

SERVICES = (
    Mutant("services/trading/reconcile.py", "_resolved", "order.last_sent_at", "order.intended_at"),
    Mutant("services/trading/reconcile.py", "_without_dead_children",
           "and bought(position, child.slice_index) == 0", ""),
    Mutant("services/trading/reconcile.py", "_ids_with_missing_fills", "< order.filled_size",
           "<= order.filled_size"),
    Mutant("services/trading/execute_actions.py", "_after",
           "order.sent_again_at is not None and not", "False and not"),
    Mutant("services/trading/execute_actions.py", "_comes_too_late",
           ">= RESEND_WINDOW", "< RESEND_WINDOW"),
    Mutant("services/trading/execute_actions.py", "execute_actions",
           "order.purpose is OrderPurpose.ENTRY and refused is not None", "False"),
    Mutant("services/sweeping/watch_holdings.py", "_compare",
           "now - suspect.missing_since < RESEND_WINDOW or", ""),
    Mutant("services/sweeping/watch_holdings.py", "_compare",
           "or any(map(may_explain_a_gap, same_coin))", ""),
    Mutant("services/sweeping/watch_holdings.py", "_compare",
           "or _find_children(same_coin, context)", ""),
    Mutant("services/sweeping/watch_holdings.py", "_change",
           "leased[0].version != position.version", "False"),
    Mutant("services/sweeping/watch_ended.py", "_reopen",
           "or present.state is not PositionState.CLOSED", ""),
    Mutant("services/sweeping/watch_ended.py", "_reopen",
           "releases=reopening_changes(present, now)", "releases=()"),
    Mutant("services/sweeping/recount_budgets.py", "_correct",
           "if wanted.get(drift.scope, Decimal(0)) != drift.expected:", "if False:"),
    Mutant("services/sweeping/sweep.py", "of", "is_whole and managed", "managed"),
    Mutant("services/sweeping/watch_breaker.py", "at", "if is_whole and not releases:",
           "if not releases:"),
)  # fmt: skip

MATCHING = (
    Mutant("matching/settlement.py", "_required_hold", "(1 + self._fees.taker)", "1"),
    Mutant("matching/settlement.py", "execute", "self._fees.maker if is_maker",
           "self._fees.taker if is_maker"),
    Mutant("matching/settlement.py", "execute", "market.take(size)", "pass"),
    Mutant("matching/settlement.py", "_settle", "value - fee)", "value)"),
    Mutant("matching/settlement.py", "_settle", "order.hold -= paid", "pass"),
    Mutant("matching/settlement.py", "_protect",
           "if parent.is_buy and size > self.ledger.available(base):", "if False:"),
    Mutant("matching/crossing.py", "cross", "if not kill or _covers(", "if True or _covers("),
    Mutant("matching/ledger.py", "_less", "if amount > present:", "if False:"),
    Mutant("matching/checks.py", "bracket_refusal", "(last - stop) * gain <= 0",
           "(last - stop) * gain < 0"),
    Mutant("matching/checks.py", "_minimums", "< product.base_min_size",
           "<= product.base_min_size"),
    Mutant("matching/edits.py", "_size", "if base_size < order.filled_size:", "if False:"),
)  # fmt: skip

BELIEF = (
    Mutant("domain/belief.py", "doubt", "if not quote.is_sane:", "if False:"),
    Mutant("domain/belief.py", "doubt", "if not quote.is_fresh(now):", "if False:"),
    Mutant("domain/belief.py", "doubt", "if quote.spread > WIDEST_SPREAD:", "if False:"),
    Mutant("domain/belief.py", "doubt", "None if agrees(quote) else", "None if True else"),
    Mutant("domain/belief.py", "agrees", "quote.bid * (1 - AGREEMENT) <= quote.last", "True"),
    Mutant("domain/belief.py", "agrees", "quote.last <= quote.ask * (1 + AGREEMENT)", "quote.last"),
    Mutant("domain/belief.py", "suspects", "or not agrees(quote)", ""),
    Mutant("domain/amendments/named_price.py", "since_when", " - BEFORE_POSTING", ""),
    Mutant(
        "domain/amendments/named_price.py",
        "is_level_reached",
        "seen.low <= level * (1 + NEAR)",
        "True",
    ),
    Mutant(
        "domain/amendments/named_price.py",
        "is_level_reached",
        "seen.high >= level * (1 - NEAR)",
        "True",
    ),
    Mutant(
        "domain/amendments/named_price.py", "_is_lost", "not side.is_ahead(level, entry) and", ""
    ),
    Mutant(
        "domain/amendments/named_price.py",
        "_is_lost",
        "and side.is_ahead(level, seen.best(side))",
        "",
    ),
    Mutant("services/trading/judge_level.py", "apply_amendment", "believed(quote, now)", "quote"),
)

READ_BACK = (
    Mutant(
        "domain/protection/read_back.py",
        "read_back_moves",
        "shown.stop_price == order.edited_to or",
        "True or",
    ),
    Mutant(
        "domain/protection/read_back.py",
        "read_back_moves",
        "now - order.edited_at >= VENUE_PATIENCE",
        "True",
    ),
    Mutant("domain/protection/read_back.py", "read_back_moves", ', "moves_in_vain": 0', ""),
    Mutant("domain/protection/read_back.py", "_in_vain", "count < MOVES_IN_VAIN", "True"),
    Mutant(
        "domain/protection/read_back.py",
        "mark_missing",
        "order.purpose is not OrderPurpose.ENTRY and ",
        "",
    ),
    Mutant(
        "domain/protection/read_back.py",
        "mark_missing",
        'update={"not_shown_since": None}',
        "update={}",
    ),
    Mutant("domain/protection/read_back.py", "is_entry_lost", "and is_over", ""),
    Mutant("domain/protection/read_back.py", "is_entry_lost", "and _waited(order, now)", ""),
    Mutant("domain/protection/read_back.py", "_waited", "order.status in OPEN", "True"),
    Mutant(
        "domain/protection/read_back.py",
        "_should_be_shown",
        "bought(position, order.slice_index) > 0",
        "True",
    ),
    Mutant(
        "domain/protection/refusals.py",
        "says_never",
        " or order.refusal_kind is not RefusalKind.FINAL",
        "",
    ),
    Mutant(
        "domain/protection/refusals.py",
        "says_never",
        "*STANDSTILL_WORDS, *HOLD_WORDS",
        "*HOLD_WORDS,",
    ),
    Mutant(
        "domain/protection/refusals.py",
        "says_never",
        "*STANDSTILL_WORDS, *HOLD_WORDS",
        "*STANDSTILL_WORDS,",
    ),
    Mutant("domain/protection/refusals.py", "says_never", "reason != THROTTLED and", ""),
    Mutant(
        "domain/protection/refusals.py", "pause_after", "FIRST_PAUSE * doublings", "FIRST_PAUSE"
    ),
    Mutant(
        "domain/protection/refusals.py",
        "pause_after",
        ", LONGEST_PAUSE",
        ", FIRST_PAUSE * doublings",
    ),
    Mutant(
        "domain/protection/exits.py",
        "_may_have_bracket",
        "rests_behind(side, view.slice.stop_price, view.trigger)",
        "True",
    ),
    Mutant("domain/protection/exits.py", "_may_have_bracket", "view.trigger", "view.price"),
    Mutant("domain/protection/next_need.py", "_stop_moves", "view.trigger", "view.price"),
    Mutant("domain/protection/next_need.py", "_resends", "view.trigger", "view.price"),
    Mutant(
        "domain/protection/exits.py", "_may_have_bracket", "and len(refused) < BRACKETS_TRIED", ""
    ),
    Mutant(
        "domain/protection/exits.py",
        "_tries",
        "filled(view.position, order) >= order.base_size",
        "False",
    ),
    Mutant("domain/protection/pacing.py", "_is_free", "BURST - KEPT_FROM_MOVES", "BURST"),
    Mutant("domain/protection/pacing.py", "_after_call", "max(each.paced_until, now)", "now"),
    Mutant(
        "domain/protection/throttled.py",
        "entries_again",
        "and now - order.intended_at >= _pause(order)",
        "",
    ),
    Mutant(
        "domain/protection/throttled.py",
        "without_lapsed",
        "or now >= _window_end(position, order, rules)",
        "",
    ),
)

TARGETS = (
    Mutant(
        "domain/protection/reached_targets.py",
        "_is_reached",
        "2 * at_target >= left_for_it",
        "True",
    ),
    Mutant("domain/protection/reached_targets.py", "_is_reached", "at_target > 0 and", ""),
    Mutant("domain/protection/reached_targets.py", "_is_reached", " - each.sell_size", ""),
    Mutant(
        "domain/protection/reached_targets.py",
        "_sold_at_target",
        " and not side.is_ahead(worst, fill.price)",
        "",
    ),
    Mutant(
        "domain/protection/reached_targets.py", "_sold_at_target", "-TARGET_BUFFER", "TARGET_BUFFER"
    ),
    Mutant(
        "domain/protection/reached_targets.py",
        "_sold_at_target",
        "fill.venue_order_id in ours and",
        "",
    ),
    Mutant(
        "domain/protection/reached_targets.py", "end_unfilled", "and order.unwanted is None", ""
    ),
    Mutant(
        "domain/protection/reached_targets.py", "first_target", "side.rearmost(", "side.foremost("
    ),
    Mutant("domain/protection/reached_targets.py", "first_target", " if s.added_by == cause", ""),
    Mutant("domain/amendments/reducing.py", "_sold_at_targets", " if not g.stop_triggered", ""),
    Mutant("domain/amendments/reducing.py", "reduce", " - _asked_before(position, amendment)", ""),
    Mutant("domain/amendments/reducing.py", "reduce", " * way", ""),
    Mutant("domain/amendments/reducing.py", "is_measured", " & set(amendment.earlier_ids)", ""),
    Mutant("domain/amendments/reducing.py", "_free", " - max(pending, ZERO)", ""),
)

VERSIONS = (
    Mutant(
        "domain/versions.py",
        "with_version",
        "{ReadingKind.SIGNAL, ReadingKind.NONE}",
        "set(ReadingKind)",
    ),
    Mutant(
        "domain/versions.py",
        "with_version",
        "reading if not says_too_much(reading) else",
        "reading if True else",
    ),
    Mutant(
        "domain/versions.py",
        "_with_calls",
        "old is not None and _has_same_entry(call, old)",
        "old is not None",
    ),
    Mutant("domain/versions.py", "_with_calls", "*ancestor.earlier_ids, ", ""),
    Mutant(
        "domain/versions.py", "_with_calls", "(*before.former_calls, *before.calls)", "before.calls"
    ),
    Mutant("domain/versions.py", "_with_calls", "old or again.get(call.signal_id)", "old"),
    Mutant("domain/versions.py", "_with_calls", "other.base not in doubted", "True"),
    Mutant("domain/versions.py", "is_made_still", "known[-1].kind is VerdictKind.DELETED", "False"),
    Mutant("domain/versions.py", "_free_index", "place not in used", "True"),
    Mutant(
        "services/recording/compare_versions.py",
        "_coins_of",
        ", *(coin for coin in replaced if coin not in kept)",
        "",
    ),
    Mutant(
        "services/trading/replace_entry.py",
        "is_another_entry",
        "is_back or not is_same",
        "not is_same",
    ),
    Mutant(
        "services/trading/enlarge_position.py",
        "_sized",
        "entry_prices(market.signal, market.rules, market.product, market.quote)",
        "market.signal.entry_prices",
    ),
    Mutant("domain/versions.py", "_instructions", "match.stands and ", ""),
    Mutant("domain/versions.py", "_instructions", ", stands=False", ""),
    Mutant(
        "domain/versions.py",
        "_is_revised",
        "(new.base, new.target) == (said.base, said.target)",
        "True",
    ),
    Mutant("domain/versions.py", "_is_reworded", "or actions == SALES", ""),
    Mutant("domain/versions.py", "_is_reworded", "same_kind and ", ""),
    Mutant(
        "services/trading/replace_entry.py", "is_another_entry", " and bought(position) <= 0", ""
    ),
    Mutant("services/trading/replace_entry.py", "was_traded", "bought(p) > 0", "False"),
    Mutant("services/trading/replace_entry.py", "end_entry", "not position.cancel_entries and", ""),
    Mutant("domain/entry/stopped_entries.py", "resting_entries", " and order.unwanted is None", ""),
    Mutant(
        "domain/entry/stopped_entries.py",
        "why_stopped",
        "if not control.settings_readable:",
        "if False:",
    ),
    Mutant(
        "domain/entry/stopped_entries.py",
        "why_stopped",
        "if mode.account is not position.mode:",
        "if False:",
    ),
    Mutant(
        "domain/entry/stopped_entries.py",
        "why_stopped",
        "if flags.stops_account(position.mode):",
        "if False:",
    ),
    Mutant("domain/entry/stopped_entries.py", "why_stopped", " and bought(position) <= 0", ""),
    Mutant("domain/entry/stopped_entries.py", "was_paused_away", " and bought(position) <= 0", ""),
    Mutant("domain/entry/stopped_entries.py", "was_paused_away", " and not is_asked_to_go", ""),
)

MUTANTS = (
    *PLANNING,
    *BUDGETS,
    *HOLDING,
    *PROTECTION,
    *BELIEF,
    *READ_BACK,
    *TARGETS,
    *VERSIONS,
    *GATES,
    *SERVICES,
    *MATCHING,
)
