"""Make the many ways of writing a letter into one, and remember where each came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from signalfill.parsing.lookalikes import CYRILLIC_TO_LATIN, LATIN_TO_CYRILLIC, MARKS

# Letters that stay as they are: most Cyrillic, and Chinese.
_STRANGE = re.compile(r"[^\x00-\x7f\u0410-\u044f\u4e00-\u9fff]+")
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_LETTERS = re.compile(r"[A-Za-z\u0400-\u04ff]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_LONE_TIMES = re.compile(r"(?<=[0-9])[хХ](?![\u0400-\u04ff])|(?<![\w])[хХ](?=[0-9])")
_MARKUP = re.compile(
    r"<a?:(?P<emoji>\w+):[0-9]+>"
    r"|<(?:@[!&]?|#)(?P<mention>[0-9]+)>"
    r"|<t:[0-9]+(?::[A-Za-z])?>"
    r"|\[(?P<label>[^\[\]\n]{1,200})\]\(<?https?://[^\s()<>]{1,500}>?\)"
    r"|\*+|_{2,}|`+|\|\||~~"
)
_QUOTED = re.compile(r"^ *> ?", re.MULTILINE)


@dataclass(slots=True)
class Normalized:
    """`origins[i]` is the place in the original of character i; None where they are equal."""

    text: str
    origins: list[int] | None
    struck: bool = False

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        if self.origins is None or start >= end:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def normalize(text: str) -> Normalized:
    """Plain text with the same meaning; normalising it again changes nothing."""
    origins: list[int] | None = None
    if not text.isascii():
        text, origins = _plain_letters(text)
        text = _one_script(text)
    text = _CONTROL.sub(" ", text)
    struck = "~~" in text
    return _without_markup(text, origins, struck=struck)


def _plain_letters(text: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for match in _STRANGE.finditer(text):
        start = match.start()
        if start > at and unicodedata.combining(text[start]):
            start -= 1
        pieces.append(text[at:start])
        origins.extend(range(at, start))
        at = match.end()
        keycap = _KEYCAP.match(text, start - 1) if start else None
        if keycap:
            pieces.append(") ")
            origins.extend((start, start))
            start = keycap.end()
        _translate(text, start, at, pieces, origins)
    pieces.append(text[at:])
    origins.extend(range(at, len(text)))
    return "".join(pieces), origins


def _translate(text: str, start: int, end: int, pieces: list[str], origins: list[int]) -> None:
    at = start
    while at < end:
        following = at + 1
        while following < end and unicodedata.combining(text[following]):
            following += 1
        plain = _plain(text[at:following])
        pieces.append(plain)
        origins.extend([at] * len(plain))
        at = following


_CACHE: dict[str, str] = {}


def _plain(cluster: str) -> str:
    known = MARKS.get(cluster) or _CACHE.get(cluster)
    if known is None:
        known = "".join(_plain_character(each) for each in unicodedata.normalize("NFKC", cluster))
        if len(cluster) == 1 and len(_CACHE) < 5_000:
            _CACHE[cluster] = known
    return known


def _plain_character(character: str) -> str:
    if character in MARKS:
        return MARKS[character]
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me", "Cc", "Co", "Cs", "Cn"}:
        return ""
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"}:
        return "\n"
    decimal = unicodedata.decimal(character, None)
    return character if decimal is None else str(decimal)


def _one_script(text: str) -> str:
    """A word with letters of two scripts is written in the one that most of them belong to."""
    if not _CYRILLIC.search(text):
        return text
    text = _LONE_TIMES.sub("x", text)
    return _LETTERS.sub(_one_script_word, text)


def _one_script_word(match: re.Match[str]) -> str:
    word = match.group()
    cyrillic = len(_CYRILLIC.findall(word))
    latin = len(word) - cyrillic
    if not cyrillic or not latin:
        return word
    return word.translate(CYRILLIC_TO_LATIN if latin >= cyrillic else LATIN_TO_CYRILLIC)


def _without_markup(text: str, origins: list[int] | None, *, struck: bool) -> Normalized:
    if not any(mark in text for mark in ("*", "__", "`", "||", "~~", "<", "](")):
        return Normalized(text, origins, struck)
    kept = origins if origins is not None else list(range(len(text)))
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _MARKUP.finditer(text):
        start = match.start()
        pieces.append(text[at:start])
        places.extend(kept[at:start])
        at = match.end()
        plain = _plain_markup(match)
        pieces.append(plain)
        places.extend([kept[start]] * len(plain))
    pieces.append(text[at:])
    places.extend(kept[at:])
    return Normalized("".join(pieces), places, struck)


def _plain_markup(match: re.Match[str]) -> str:
    if match["emoji"]:
        return f" {match['emoji']} "
    if match["mention"]:
        return "@user "
    at = match.start()
    if at and match.string[at - 1] in "#$" and match.group()[0] == "*":  # "$**SOL**"
        return ""
    if match["label"]:
        return re.sub(r"\*+|_{2,}|`+|\|\||~~|[<>]", " ", match["label"])
    return " "


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def without_quotes(text: str) -> tuple[str, bool]:
    """The text with quoted lines blanked, as long as before, and whether they held digits.

    Where every line is quoted, the quote marks are only a way of framing, and are dropped.
    """
    if ">" not in text or not _QUOTED.search(text):
        return text, False
    lines = text.split("\n")
    own = [line for line in lines if line.strip() and not _QUOTED.match(line)]
    if not own:
        return _QUOTED.sub(_blanks, text), False
    quoted = [line for line in lines if _QUOTED.match(line)]
    blanked = "\n".join(" " * len(line) if _QUOTED.match(line) else line for line in lines)
    return blanked, any(character.isdigit() for line in quoted for character in line)
