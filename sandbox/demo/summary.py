"""The end of the demo on one page: every message with what it led to, figures, books."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sandbox.demo.books import Comparison
from sandbox.demo.figures import Latency, quantile
from sandbox.demo.row import Row
from sandbox.demo.screen import in_short
from signalfill.domain.holding import held, orders_of, realized_pnl
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.values import plain

COLUMNS = {"message": 12, "verdict": 9, "decision": 14, "coin": 5, "orders": 10, "result": 16}
"""With the least width that each gets in a narrow terminal."""
SHORT = 34


def print_rows(console: Console, rows: Iterable[Row]) -> None:
    title = "What became of every message"
    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name, width in COLUMNS.items():
        table.add_column(name, no_wrap=True, overflow="ellipsis", min_width=width)
    for row in rows:
        table.add_row(*map(escape, _cells(row)))
    console.print()
    console.print(table)


def _cells(row: Row) -> tuple[str, ...]:
    message, position = row.message, row.position if row.is_own_position else None
    text = in_short(message.text) or f"(deletes {message.deletes})"
    return (
        text if len(text) <= SHORT else text[: SHORT - 1] + "…",
        row.verdict.kind.value if row.verdict else "none recorded",
        row.code,
        "" if row.position is None else row.position.product_id.partition("-")[0],
        "" if position is None else orders_text(position),
        "" if position is None else result_text(position),
    )


def orders_text(position: Position) -> str:
    """`3 in, 4 out, 6 fills`: entries, what protects and sells, and what was executed."""
    entries = len(orders_of(position, OrderPurpose.ENTRY))
    exits = len(position.orders) - entries
    return f"{entries} in, {exits} out, {len(position.fills)} fills"


def result_text(position: Position) -> str:
    if position.exit_reason is None:
        return f"open, holds {plain(held(position).normalize())}"
    return f"{position.exit_reason.value}, {realized_pnl(position):+.2f}"


def print_latency(console: Console, latency: Latency | None) -> None:
    if latency is None:
        console.print("No order followed a message.")
        return
    console.print(
        f"Message to order: median {latency.median:.0f} ms, p95 {latency.p95:.0f} ms, longest "
        f"{latency.longest:.0f} ms over {latency.count} signals; the first one, with the cold "
        f"starts, {latency.first:.0f} ms"
    )


def print_canaries(console: Console, milliseconds: Sequence[float]) -> None:
    """The way that nobody's record went; the first one has the cold starts in it."""
    if milliseconds:
        first, *warm = milliseconds
        each = ", ".join(f"p{n} {quantile(warm or [first], n / 100):.0f} ms" for n in (50, 95, 99))
        console.print(
            f"Canary, scraper to trader: {each} over {len(warm) or 1}; the first one {first:.0f} ms"
        )


def print_books(console: Console, comparisons: Sequence[Comparison]) -> None:
    balances = [(what, ours) for what, ours, theirs in comparisons if ours == theirs]
    shown = ", ".join(
        f"{what} {ours}" if len(ours) <= SHORT else f"{what} ({ours.count(';') + 1})"
        for what, ours in balances
    )
    console.print(f"Our books and the venue's agree on: {escape(shown)}")


def print_failures(console: Console, failures: Sequence[str]) -> None:
    if not failures:
        console.print("[bold green]Every expectation of the script held.[/]")
        return
    console.print(f"[bold red]{len(failures)} expectations did not hold:[/]")
    for failure in failures:
        console.print(f"  - {escape(failure)}", soft_wrap=True)
