"""Whether a part of a sentence instructs the reader, or says that the author acted."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.parts import Part

_PAST = {
    "yesterday", "last week", "last night", "last month", "automatically", "вчера", "ayer", "ontem",
    "gestern", "kemarin", "dün", "hier", "昨天", "昨日", "hôm qua", "wczoraj", "igår",
}  # fmt: skip
_VERBS = {C.CLOSE, C.EXIT, C.CANCEL, C.MOVE, C.TRIM, C.ADD, C.CHANGE, C.SECURED}
_TALK = {C.WORD, C.NOISE, C.AT, C.PERIOD, C.HAN}
_HOLDERS = {
    "you", "u", "still", "anyone", "someone", "who", "your", "youre", "you're", "ты", "вы", "кто",
    "estás", "siguen", "masih", "you've", "entered", "already", "klo", "kalo",
}  # fmt: skip
_RULES = {
    "always", "never", "remember", "usually", "generally", "everytime", "whenever", "rule", "rules",
    "tip", "tips", "lesson", "how", "why", "всегда", "никогда", "siempre", "nunca", "immer",
    "toujours", "selalu", "strategy", "tutorial", "guide",
}  # fmt: skip
_HEDGES = {"i'd", "may", "might", "maybe", "consider", "considering", "perhaps", "thinking",
           "возможно", "planning", "plan"}  # fmt: skip
_SINCE = {"from", "since", "von", "desde", "от", "с", "dari", "depuis"}
_DEADLINES = {"before", "by", "until", "till", "prior", "antes", "avant", "vor", "до", "sebelum"}
_DATED = 6
_LONG_MESSAGE = 70
_MOST_WORDS = 24
_MOST_OF_LONG = 10
_DIRECT = 4


def is_long(tokens: list[Token]) -> bool:
    return len(tokens) > _LONG_MESSAGE


def quiet_parts(parts: list[Part], *, long: bool) -> set[int]:
    """The parts that instruct nobody: questions, conditions, rules of conduct, told by others."""
    supposed = {part.sentence for part in parts if any(map(_supposes, part.tokens))}
    if supposed and not long:
        return set(range(len(parts)))
    silent = {*supposed, *(part.sentence for part in parts if _past(part.tokens))}
    sizes = _talk_by_sentence(parts)
    most = _MOST_OF_LONG if long else _MOST_WORDS
    quiet: set[int] = set()
    conditional = begun = -1
    stands = False
    for index, part in enumerate(parts):
        tokens, sentence = part.tokens, part.sentence
        said_so = part.asked or sentence in silent or sentence == conditional
        if said_so or _general(tokens) or _by_a_date(tokens):
            quiet.add(index)
        if sizes[sentence] > most and not _direct(part):
            quiet.add(index)
        if sentence != begun:
            begun = sentence
            stands = _says_still(tokens)
            if any(token.key in _RULES for token in tokens[:2]) and _general(tokens):
                conditional = sentence  # "Remember: always …, never …"
            if _plans(tokens):
                conditional = sentence
        if stands and not any(token.concept in _VERBS for token in tokens):
            quiet.add(index)
        if _has(tokens, C.IF) and _opens_condition(tokens):
            conditional = sentence
    return quiet


def _has(tokens: list[Token], concept: C) -> bool:
    return concept in [token.concept for token in tokens]


def _by_a_date(tokens: list[Token]) -> bool:
    """`close your positions before 2026-12-09 08:00 UTC`: an exchange's deadline, no order now."""
    if _DEADLINES.isdisjoint([token.key for token in tokens]):
        return False
    for at, token in enumerate(tokens):
        if token.key in _DEADLINES:
            behind = [each.concept for each in tokens[at + 1 : at + _DATED]]
            return C.CLOCK in behind or [C.RATE, C.COLON, C.RATE] in (behind[:3], behind[1:4])
    return False


def _plans(tokens: list[Token]) -> bool:
    """`My plan for ETH: half off at 3300, then …`: what is to come, by and by."""
    named = [at for at, token in enumerate(tokens[:3]) if token.key == "plan"]
    return (
        bool(named)
        and tokens[named[0] + 1 : named[0] + 2] != []
        and (tokens[named[0] + 1].key in {"for", "is", "from", "from here", "on"})
    )


def _supposes(token: Token) -> bool:
    """`scam`, `changed my mind` doubt a call beside them, never what is to be done about one."""
    return token.concept == C.HYPOTHESIS and token.value != "call"


def _says_still(tokens: list[Token]) -> bool:
    """`Still holding half, SL at entry`: how the trade stands."""
    return any(t.concept == C.HOLD and t.key.startswith("still h") for t in tokens[:2])


def _past(tokens: list[Token]) -> bool:
    """Done yesterday; `the long from yesterday` may have to be closed today."""
    words = [token.text if token.key == "han" else token.key for token in tokens]
    if _PAST.isdisjoint(words):
        return False
    at = next(place for place, word in enumerate(words) if word in _PAST)
    return not (at and words[at - 1].split(" ")[-1] in _SINCE)


def _talk_by_sentence(parts: list[Part]) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for part in parts:
        sizes[part.sentence] = sizes.get(part.sentence, 0) + _talk(part.tokens)
    return sizes


def _talk(tokens: list[Token]) -> int:
    """How many words say nothing of a trade; two Chinese characters make one."""
    words = 0
    for token in tokens:
        if token.concept in _TALK:
            words += max(1, len(token.text) // 2) if token.concept == C.HAN else 1
    return words


def _general(tokens: list[Token]) -> bool:
    """`you may close` permits; `the SEC may move to close` tells of others."""
    for at, token in enumerate(tokens[:4]):
        reminds = token.key == "remember" and tokens[at + 1 : at + 2] and tokens[at + 1].key == "to"
        if reminds:
            continue  # "remember to move your stop"
        if token.key in _RULES or token.key in _HEDGES or token.key.endswith(" strategy"):
            return not (at and tokens[at - 1].key in {"you", "u"})
    return False


def _opens_condition(tokens: list[Token]) -> bool:
    """`if you are still in, close here` is an order to who holds the trade."""
    at = [token.concept for token in tokens].index(C.IF)
    if at and tokens[at].key == "han":
        return False  # "this holds if not broken, …": complete in itself
    if tokens[at].value == "weak":
        return False
    near = tokens[at : at + 4]
    return not any(t.concept == C.HOLD or t.key.split(" ")[0] in _HOLDERS for t in near)


def leads(before: list[Token]) -> bool:
    """Whether only a few words, and no condition, stand before a word."""
    conditional = any(token.concept in {C.IF, C.NOT} for token in before)
    return not conditional and _talk(before) <= _DIRECT


def _direct(part: Part) -> bool:
    """A few words at the head of a line: the verb or the coin stands in front."""
    return part.first and _talk(part.tokens) <= _DIRECT
