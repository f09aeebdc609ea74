"""A message cut into its parts, which of them instruct nobody, and whom each is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from signalfill.parsing.action import Action
from signalfill.parsing.clause_shape import may_act
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.mood import is_long, leads, quiet_parts
from signalfill.parsing.parts import Part, parts_of
from signalfill.parsing.subjects import Subjects


class Outline:
    """Made once for a message, each of it when it is asked for: most messages instruct nothing."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._subjects: Subjects | None = None

    @cached_property
    def parts(self) -> list[Part]:
        return parts_of(self._tokens)

    @cached_property
    def quiet(self) -> set[int]:
        """The places of the parts that instruct nobody."""
        return quiet_parts(self.parts, long=self.is_long)

    @property
    def is_long(self) -> bool:
        return is_long(self._tokens)

    def speaking(self) -> Iterator[tuple[int, Part]]:
        """The parts that may instruct, with their places."""
        for index, part in enumerate(self.parts):
            if may_act(part.tokens) and index not in self.quiet:
                yield index, part

    def has(self, *concepts: C) -> bool:
        return any(token.concept in concepts for token in self._tokens)

    def instructs(self, token: Token) -> bool:
        """Whether a token stands in a part that may instruct."""
        return self._place(token)[0] not in self.quiet

    def announces(self, token: Token) -> bool:
        """Whether a word of change leads its part: `changes: …`, not `if nothing changes …`."""
        index, at = self._place(token)
        return index not in self.quiet and leads(self.parts[index].tokens[:at])

    def around(self, token: Token) -> tuple[list[Token], int]:
        """The part that a token stands in, and its place there."""
        index, at = self._place(token)
        return self.parts[index].tokens, at

    def bound(self, action: Action, index: int) -> list[Action]:
        """The instruction of a part, once for each coin that it is about."""
        if not self.parts:
            return [action]
        self._subjects = self._subjects or Subjects(self.parts)
        bases = self._subjects.of(index, action.at)
        return [replace(action, base=base) for base in bases or (None,)]

    def bound_at(self, action: Action, token: Token) -> list[Action]:
        """What was read of the whole message, for the coins of the place that it was read from."""
        index, at = self._place(token)
        return self.bound(replace(action, at=at), index)

    def _place(self, token: Token) -> tuple[int, int]:
        for index, part in enumerate(self.parts):
            if part.tokens[0].start <= token.start < part.tokens[-1].end:
                return index, next((at for at, each in enumerate(part.tokens) if each is token), 0)
        return 0, 0
