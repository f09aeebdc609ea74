"""Other spellings and inflections of words that the lexicon has in one form.

`posicion` is `posición`, `зафиксирую` belongs to `зафиксировать`, `cutloss` to `cut loss`. A word
that is in no table is looked up by its letters without their marks, by its stem, and as a phrase
that has lost its blanks. A stem counts only where all words that have it mean the same, ordinary
words among them, so that `closely` is never `close`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from signalfill.parsing.concepts import Concept as C

type Singles = Mapping[str, tuple[C, str]]
type Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[C, str]]]]
type Known = tuple[str, ...]
"""The words of the entry that a variant stands for."""

_STEMMED = {
    C.CLOSE, C.EXIT, C.CANCEL, C.MOVE, C.TRIM, C.PART, C.REST, C.BREAKEVEN, C.HOLD, C.ADD,
    C.PROTECT, C.STOPPED, C.PROFIT, C.LOSS, C.STOP, C.TARGET,
}  # fmt: skip
"""What may be recognised by a stem: follow-up, levels and what was gained; no side, no order."""
_CYRILLIC = """
ировавшись ироваться ируйтесь ировались ировался ировать ировали ировал ируется ируемся
ируйте ируют ируете ируем ирует ирую ируй ированием ирования ирование ирована ировано ированы
ирован ывайтесь ывайте ываемся ываться ывается ывать ываем ываете ывают ываю ывает ывали
ывал ывай авайте аваемся ались ался айтесь айте аемся аться ается аниями ание ания аем аете
ают аю ает али ал ай ать ены ена ено ён ен енный енные енная ения ение ением ились ыться
ыть ыли ыла ыло ыл ыты ыта ыто ыт оемся оем оете ою ойте ился итесь ите ишь имся иться ится
или ил им ит ить ют ят ешь ете ем ет у ю ые ый ая ое ого ому ыми ых ой ую ам ами ах ов ом
ы и а е о я ь й ся сь
"""
_LATIN = """
ingly ing ed es er able abilirsiniz ebilirsiniz abiliriz ebiliriz ıyoruz iyoruz uyoruz üyoruz
ıyorum iyorum uyorum üyorum ıldı ildi uldu üldü ınız iniz unuz ünüz alım elim ıyor iyor dık dik
duk dük dım dim dum düm ları leri lar ler ının inin ını ini unu ünü ın in un ün dan den tan ten
ándolo ándola ando endo iendo aremos eremos iremos amos emos imos aron ieron aram eram iram aban
adas ados ada ado idas idos ida ido arlo arla erlo erla arse erse irse ación aciones ação ações
em am ei é ó ar ir a e o as os issons issez ons ez ent kan nya lah i ı u ü
"""
# No third persons: "los mercados se cierran" and "половина фондов зафиксировала" tell of others.
_ENDINGS = {True: _CYRILLIC, False: _LATIN}
_SHORTEST_STEM = 4
_SHORTEST = 5
_LONGEST = 24
_SHORTEST_GLUED = 6
_NEARLY_ALL = 0.8
_LETTERS = str.maketrans("đıłøßё", "dilos\u0435")  # the last one stays Cyrillic
_WORD = re.compile(r"[^\W\d_]+")
_NOUNS = {C.PART, C.REST, C.BREAKEVEN, C.STOP, C.TARGET, C.PROFIT, C.LOSS}
_VERBAL = ("ing", "ed", "able")  # "stopping": no label any more
_AGENT = ("er", "ers")  # "killer orders" kill nothing
_PAST_FORM = re.compile(r"(?:ed|л|ла|ло|ли|лся|лись|лась|лось|ен|ена|ены|ено|ан|ана|аны|ано)\Z")
_PAST = "past"


def folded(word: str) -> str:
    """Without marks over and under the letters."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word.translate(_LETTERS))
    return "".join(each for each in plain if not unicodedata.combining(each))


def _by_length(endings: str) -> dict[int, frozenset[str]]:
    words = {folded(each) for each in endings.split()}
    return {length: frozenset(w for w in words if len(w) == length)
            for length in sorted(map(len, words), reverse=True)}  # fmt: skip


_TABLES = {cyrillic: _by_length(endings) for cyrillic, endings in _ENDINGS.items()}


def stem(word: str) -> str:
    """A folded word without its longest ending; a doubled last letter counts once."""
    cyrillic = "\u0400" <= word[0] <= "\u04ff"
    for length, endings in _TABLES[cyrillic].items():
        rest = len(word) - length
        if rest >= _SHORTEST_STEM and word[rest:] in endings:
            word = word[:rest]
            break
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] else word


class Forms(NamedTuple):
    """The shortest words of a stem: any, and one that tells of what was done, if there is one."""

    word: str
    told: str
    noun: bool


class Variants(NamedTuple):
    """`marked`: by plain letters the spelling with marks. `stems`, and `glued` phrases."""

    marked: dict[str, str]
    stems: dict[str, Forms]
    glued: dict[str, Known]

    def find(self, word: str) -> Known:
        """The entry that an unknown word is a form of; nothing where none or several could be."""
        if not _SHORTEST <= len(word) <= _LONGEST or not _WORD.fullmatch(word):
            return ()
        glued = self.glued.get(word)
        if glued is not None:
            return glued
        plain = folded(word)
        if plain.endswith(_AGENT):
            return ()
        forms = self.stems.get(stem(plain))
        if forms is None or (forms.noun and plain.endswith(_VERBAL)):
            return ()
        return (forms.told if _PAST_FORM.search(plain) else forms.word,)


def variants_of(single: Singles, phrases: Phrases) -> Variants:
    """What the words of a lexicon may look like besides; made once, it takes a while."""
    glued = {
        "".join((first, *rest)): (first, *rest)
        for first, options in phrases.items()
        for rest, meaning in options
        if meaning[0] in _STEMMED and first.isascii() and len(first) > 1 and len(rest) < 3
    }
    long = {text: words for text, words in glued.items() if len(text) >= _SHORTEST_GLUED}
    return Variants(_unmarked(single, phrases), _stems(single), long)


def _unmarked(single: Singles, phrases: Phrases) -> dict[str, str]:
    """Each long word that has marks, by itself or within a phrase, under its plain letters."""
    found: dict[str, str] = {}
    words = {*single, *phrases, *(w for options in phrases.values() for r, _ in options for w in r)}
    for word in sorted(words):
        if not word.isascii():
            plain = folded(word)
            if plain != word and len(plain) >= _SHORTEST:
                found.setdefault(plain, word)
    return found


def _stems(single: Singles) -> dict[str, Forms]:
    """The stems whose words mean the same, all but one in five."""
    words: dict[str, list[str]] = {}
    for word in _long_words(single):
        words.setdefault(stem(folded(word)), []).append(word)
    found: dict[str, Forms] = {}
    for base, alike in words.items():
        if single[alike[0]][0] in _STEMMED or len(alike) > 1:
            forms = _forms(alike, single)
            if forms is not None:
                found[base] = forms
    return found


def _forms(words: list[str], single: Singles) -> Forms | None:
    """Of the words of one stem those that mean what nearly all of them mean."""
    meanings = Counter((single[w][0], single[w][1].removeprefix(_PAST)) for w in words)
    meant, count = meanings.most_common(1)[0]
    if meant[0] not in _STEMMED or count < _NEARLY_ALL * len(words):
        return None
    alike = [w for w in words if (single[w][0], single[w][1].removeprefix(_PAST)) == meant]
    alike.sort(key=len)
    plain = next((w for w in alike if single[w][1] != _PAST), alike[0])
    told = next((w for w in alike if single[w][1] == _PAST), plain)
    return Forms(plain, told, meant[0] in _NOUNS)


def _long_words(words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) >= _SHORTEST_STEM and _WORD.fullmatch(word)]
