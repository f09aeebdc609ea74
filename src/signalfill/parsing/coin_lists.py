"""The coins of each part of a message: lists over commas, and without those said in passing."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.named_coins import NamedCoins, is_shouting, named_coins
from signalfill.parsing.parts import Part

VERBS = {C.CLOSE, C.EXIT, C.CANCEL, C.MOVE, C.TRIM, C.ADD, C.CHANGE, C.PROTECT, C.SECURED}
_REASONS = {
    "because", "since", "as", "while", "due", "cause", "cuz", "bcs", "bc", "after", "until", "when",
    "porque", "weil", "karena", "потому", "так", "тк", "поскольку", "пока", "vì",
    "çünkü",
    "parce", "ponieważ", "eftersom", "unless", "like", "against", "vs",
    "except", "excluding", "besides", "кроме", "excepto", "außer",
    "sauf", "kecuali", "除了",
}  # fmt: skip


def coins_of_parts(parts: list[Part]) -> list[list[NamedCoins]]:
    """The coins of each part, without those of a reason or only said to be held."""
    lines: dict[int, list[Token]] = {}
    for part in parts:
        lines.setdefault(part.line, []).extend(part.tokens)
    loud = {line: is_shouting(tokens) for line, tokens in lines.items()}
    groups = [
        named_coins(part.tokens, first=part.first, shouting=loud[part.line]) for part in parts
    ]
    _join_lists(parts, groups)
    return [_meant(part.tokens, named) for part, named in zip(parts, groups, strict=True)]


def _join_lists(parts: list[Part], groups: list[list[NamedCoins]]) -> None:
    """`SOL, ETH: stops to entry` and `closing all (SOL, ETH)`: lists over commas."""
    run: list[int] = []
    for index in range(1, len(parts)):
        if not _continues(parts, groups, index):
            _share(groups, run)
            run = []
            continue
        run = [*(run or [index - 1]), index]
    _share(groups, run)


def _continues(parts: list[Part], groups: list[list[NamedCoins]], index: int) -> bool:
    left, right = groups[index - 1], groups[index]
    before, after = parts[index - 1], parts[index]
    if before.sentence != after.sentence or not left or not right:
        return False
    if left[-1].end != len(before.tokens) or right[0].start != 0:
        return False
    end = right[0].end
    ends = end == len(after.tokens) or after.tokens[end].concept == C.CLOSING
    return left[-1].start == 0 or ends


def _share(groups: list[list[NamedCoins]], run: list[int]) -> None:
    """Every place of a list is about all of it."""
    members = [groups[index][-1 if at == 0 else 0] for at, index in enumerate(run)]
    bases = tuple(dict.fromkeys(base for group in members for base in group.bases))
    for at, index in enumerate(run):
        place = -1 if at == 0 else 0
        groups[index][place] = groups[index][place]._replace(bases=bases)


def _meant(tokens: list[Token], groups: list[NamedCoins]) -> list[NamedCoins]:
    """Not behind "because" or "still holding", unless a verb stands between."""
    if not groups:
        return groups
    kept: list[NamedCoins] = []
    aside = denied = False
    at = 0
    for group in groups:
        for token in tokens[at : group.start]:
            if token.concept in VERBS:
                aside = False
            elif token.key in _REASONS or (token.concept == C.HOLD and token.key.isascii()):
                bidden = token is tokens[0] and token.key in {"hold", "keep"}  # "hold SOL with …"
                aside = not (denied or bidden)  # "no need to hold SOL any longer"
            denied = denied or token.concept == C.NOT
        at = group.start
        if not aside:
            kept.append(group)
    return kept
