"""A message as its lines, sentences and the parts of a sentence: one part, one instruction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_LINE_ENDS = {C.BREAK, C.LINE}
_SENTENCE_ENDS = {*_LINE_ENDS, C.PERIOD_MARK, C.EXCLAIM, C.ASK}
_PART_ENDS = {C.COMMA, C.SEMICOLON}
_JOINTS = {C.AND, C.OR}
_THEN = {"then", "then we", "luego", "затем", "потом", "после чего", "danach", "puis"}
_ACTS = re.compile(r"[MGCUXRmeg]|S[^TECUXR0]{0,4}B|S[_@:=]{0,3}0|B[^0TCUXR]{0,2}S|z[_@]?B")


@dataclass(slots=True)
class Part:
    """What stands between two commas, or two of "and", "or", "then" that join instructions.

    `line` and `sentence` count from 0; `first` tells that it begins its line, `asked` that its
    sentence ends in a question mark.
    """

    tokens: list[Token]
    line: int
    sentence: int
    first: bool
    asked: bool = False


def parts_of(tokens: list[Token]) -> list[Part]:
    found: list[Part] = []
    line = sentence = begun = 0
    first = True
    current: list[Token] = []
    for token in tokens:
        concept = token.concept
        if concept not in _SENTENCE_ENDS and concept not in _PART_ENDS:
            current.append(token)
            continue
        if current:
            found += _split(current, line, sentence, first=first)
            first = False
            current = []
        if concept in _SENTENCE_ENDS:
            if concept == C.ASK:
                for part in found[begun:]:
                    part.asked = True
            begun = len(found)
            sentence += 1
        if concept in _LINE_ENDS:
            line += 1
            first = True
    if current:
        found += _split(current, line, sentence, first=first)
    return found


def _split(tokens: list[Token], line: int, sentence: int, *, first: bool) -> list[Part]:
    """`close half and move sl to entry` is two instructions; `stop and targets moved` is one."""
    joints = [
        at for at, token in enumerate(tokens) if token.concept in _JOINTS or token.key in _THEN
    ]
    if not joints:
        return [Part(tokens, line, sentence, first)]
    shape = "".join(token.concept for token in tokens)
    pieces: list[list[Token]] = []
    start = 0
    for at in joints:
        if _ACTS.search(shape, start, at) and _ACTS.search(shape, at + 1):
            pieces.append(tokens[start:at])
            start = at + 1
    pieces.append(tokens[start:])
    return [
        Part(piece, line, sentence, first and not number)
        for number, piece in enumerate(pieces)
        if piece
    ]
