"""The timeline in the terminal: colours and a progress bar there, plain lines elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sandbox.demo.messages import Message

LONGEST_TEXT = 72
PLAIN_WIDTH = 130
"""Of a file or a pipe, so that the summary's table is whole there."""


def make_console(*, on_stderr: bool = False) -> Console:
    console = Console(highlight=False, stderr=on_stderr)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


class Screen:
    """`with Screen(steps) as screen:`; every line says how many seconds have passed."""

    def __init__(self, steps: int, console: Console) -> None:
        self.console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total}"),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self._task = self._progress.add_task("", total=steps)
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def step(self) -> None:
        self._progress.advance(self._task)

    def scene(self, title: str) -> None:
        self._progress.update(self._task, description=title)
        self.console.print(f"\n[bold]{escape(title)}[/]")

    def doing(self, text: str) -> None:
        self._progress.update(self._task, description=text)
        self._line(f"[dim]{escape(text)}[/]")

    def message(self, message: Message) -> None:
        what = "edits: " if message.edits else "deletes a message" if message.deletes else ""
        if message.reply_to:
            what = "replies: "
        room, who = escape(f"#{message.room}"), escape(message.author)
        self._line(f"[cyan]{room}[/] [blue]{who}[/] {escape(what + in_short(message.text))}")

    def price(self, product_id: str, price: str) -> None:
        self._line(f"[yellow]price[/] {product_id} {price}")

    def news(self, text: str) -> None:
        self._line(f"[green]  →[/] {escape(text)}")

    def _line(self, markup: str) -> None:
        seconds = time.monotonic() - self._started
        self.console.print(f"[dim]{seconds:6.1f}s[/] {markup}", soft_wrap=True)


def in_short(text: str) -> str:
    """The text on one line, cut where it is long."""
    line = " · ".join(part.strip() for part in text.splitlines() if part.strip())
    return line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1] + "…"
