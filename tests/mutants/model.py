"""One wrong line in the code that handles money."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = Path("src") / "signalfill"


@dataclass(frozen=True, slots=True)
class Mutant:
    """In `function` of `path` (below `src/signalfill/`) `right` becomes `wrong`.

    `function` may be empty for a line outside of any. `right` stands there exactly once.
    `reason` says why nothing notices: the mutant is known to survive.
    """

    path: str
    function: str
    right: str
    wrong: str
    reason: str = ""

    @property
    def name(self) -> str:
        place = f"{self.path.removesuffix('.py')}:{self.function or 'module'}"
        return f"{place}: {self.right.strip()} -> {self.wrong.strip() or 'nothing'}"

    @property
    def file(self) -> Path:
        return HOUSE / self.path

    def applied(self, text: str) -> str:
        """The file's text with the mutation.

        Raises:
            LookupError: the line is not there, or more than once.
        """
        first, last = self._span(text)
        lines = text.splitlines(keepends=True)
        part = "".join(lines[first:last])
        if part.count(self.right) != 1:
            raise LookupError(f"{self.name}: found {part.count(self.right)} times: {self.right}")
        mutated = part.replace(self.right, self.wrong)
        return "".join([*lines[:first], mutated, *lines[last:]])

    def _span(self, text: str) -> tuple[int, int]:
        """The lines of the function, decorators left out; of the file where none is named."""
        if not self.function:
            return 0, len(text.splitlines())
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name == self.function:
                return node.lineno - 1, node.end_lineno or node.lineno
        raise LookupError(f"{self.name}: no such function")
