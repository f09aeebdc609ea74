"""Give words their meaning and join what belongs together: phrases and tags."""

from __future__ import annotations

from signalfill.parsing.boilerplate import without_boilerplate
from signalfill.parsing.compounds import compound_label
from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.edit_marks import without_edit_marks
from signalfill.parsing.fitting import find_templates, lay_out
from signalfill.parsing.foreign import is_foreign
from signalfill.parsing.indexes import find_indexes
from signalfill.parsing.joins import LISTS, join_numbers
from signalfill.parsing.lexicon import KNOWN, LEXICON, TAGS, Lexicon, Meaning
from signalfill.parsing.misspelt import correct_words
from signalfill.parsing.neighbours import find_neighbours
from signalfill.parsing.notation import labels_first
from signalfill.parsing.numbered_lists import find_numbered_lists
from signalfill.parsing.spelled_frames import join_frames
from signalfill.parsing.spoken_stops import find_stops

_JOINTS = {Concept.DASH, Concept.OR}
_INITIALS = {"e": Concept.ENTRY, "s": Concept.STOP, "t": Concept.TARGET}
_LONGEST_TAG = 15
_LONGEST_TICKER = 6
_PEOPLE = {"trader", "author", "admin", "analyst", "by", "трейдер", "автор", "from"}
_DAILY = {"daily": "1d", "weekly": "1w", "hourly": "1h", "monthly": "1M"}


def annotate(raw: list[Token], lexicon: Lexicon = LEXICON) -> list[Token]:
    named = _name(without_boilerplate(without_edit_marks(raw), lexicon), lexicon)
    tokens = join_numbers(join_frames(named))
    find_stops(tokens)
    correct_words(tokens)
    tokens = labels_first(find_neighbours(tokens))
    find_numbered_lists(tokens)
    find_indexes(tokens)
    return tokens


def _name(raw: list[Token], lexicon: Lexicon) -> list[Token]:
    """Words by the lexicon, but where a template of the channel fits."""
    tokens: list[Token] = []
    at = 0
    for found in find_templates(raw, lexicon):
        tokens += _name_words(raw[at : found.start], lexicon)
        tokens += lay_out(found, lambda run: _name_words(run, lexicon))
        at = found.end
    return tokens + _name_words(raw[at:], lexicon)


def _name_words(raw: list[Token], lexicon: Lexicon) -> list[Token]:
    out: list[Token] = []
    at, end = 0, len(raw)
    while at < end:
        token = raw[at]
        if token.concept == Concept.WORD:
            at = _name_word(raw, at, out, lexicon)
        elif token.concept in {Concept.HASH, Concept.QUOTE} and at + 1 < end:
            at = _name_tag(raw, at, out, lexicon)
        else:
            out.append(token)
            at += 1
    return out


def _name_word(raw: list[Token], at: int, out: list[Token], lexicon: Lexicon) -> int:
    token = raw[at]
    if token.key in _INITIALS and _labels_line(raw, at):
        token.concept = _INITIALS[token.key]
        out.append(token)
        return at + 1
    _spell(token, lexicon)
    named = _phrase_at(raw, at, lexicon)
    if named is not None:
        meant, end = named
        out.append(meant)
        return end
    _name_single(token, lexicon)
    out.append(token)
    return at + 1


def _spell(token: Token, lexicon: Lexicon) -> None:
    """`giris`, `posicion`: a word whose marks its author left out, in place."""
    marked = lexicon.variants.marked
    if token.key in marked and token.key not in lexicon.single and token.key not in KNOWN:
        token.key = marked[token.key]


def _phrase_at(raw: list[Token], at: int, lexicon: Lexicon) -> tuple[Token, int] | None:
    """The longest phrase that begins at a word, and where it ends."""
    token = raw[at]
    if token.key not in lexicon.phrases:
        return None
    second = _second_word(raw, at)
    options = lexicon.phrases_from(token.key)
    marked = lexicon.variants.marked
    found = options.get(second) or options.get(marked.get(second, ""))
    for rest, meaning in found or ():
        last = _phrase_end(raw, at, rest, marked)
        if last:
            return _meant(token, raw[last - 1].end, meaning, " ".join((token.key, *rest))), last
    return None


def _name_single(token: Token, lexicon: Lexicon) -> None:
    single = lexicon.single.get(token.key)
    single = single or lexicon.single.get(token.key.removesuffix("'s"))
    if single is not None:
        token.concept, token.value = single
        token.value = token.value or _DAILY.get(token.key, "")
    elif is_foreign(token.key):
        token.concept = Concept.FOREIGN
    elif compound_label(token.key, lexicon) is not None:
        token.concept = compound_label(token.key, lexicon) or Concept.WORD
    elif token.key in lexicon.nicknames:
        token.concept, token.value = Concept.SYMBOL, lexicon.nicknames[token.key]
        token.key = "nickname"
    elif not _may_be_ticker(token):
        _name_variant(token, lexicon)


def _may_be_ticker(token: Token) -> bool:
    return token.key in KNOWN or (
        token.text.isascii() and token.text.isupper() and len(token.text) <= _LONGEST_TICKER
    )


def _name_variant(token: Token, lexicon: Lexicon) -> None:
    """A form of a word that the lexicon has in another one."""
    variant = lexicon.variant_of(token.key)
    if variant is not None:
        token.key, (token.concept, token.value) = variant


def _labels_line(raw: list[Token], at: int) -> bool:
    """`E: 0.5`, `S: 0.4`: initials in front of prices, where two lines at least have them."""
    return (
        _initialled(raw, at)
        and sum(
            token.key in _INITIALS and _initialled(raw, index) for index, token in enumerate(raw)
        )
        > 1
    )


def _initialled(raw: list[Token], at: int) -> bool:
    first = at == 0 or raw[at - 1].concept == Concept.BREAK
    rest = [token.concept for token in raw[at + 1 : at + 4] if token.concept != Concept.QUOTE]
    return first and (rest[:2] == [Concept.COLON, Concept.NUMBER] or rest[:1] == [Concept.NUMBER])


def _meant(first: Token, end: int, meaning: Meaning, key: str) -> Token:
    return Token(meaning.concept, first.text, first.start, end, value=meaning.value, key=key)


def _second_word(raw: list[Token], at: int) -> str:
    at += 1
    if at < len(raw) and raw[at].concept in _JOINTS:
        at += 1
    return raw[at].key if at < len(raw) else ""


def _phrase_end(raw: list[Token], at: int, rest: tuple[str, ...], marked: dict[str, str]) -> int:
    """Where the phrase ends, words joined by blanks, a dash or a slash; 0 if it is not there."""
    at += 1
    end = len(raw)
    for word in rest:
        if at < end and raw[at].concept in _JOINTS:
            at += 1
        if at >= end or raw[at].concept not in {Concept.WORD, Concept.INDEX}:
            return 0
        if word not in {raw[at].key, marked.get(raw[at].key)}:
            return 0
        at += 1
    return at


def _name_tag(raw: list[Token], at: int, out: list[Token], lexicon: Lexicon) -> int:
    """`$BTC` and `#BTC` name a coin, `#12` a message or a target, `$0.5` a price."""
    mark, following = raw[at], raw[at + 1]
    if following.start != mark.end:
        out.append(mark)
        return at + 1
    if following.concept == Concept.WORD and following.key.isalnum():
        return _name_word_tag(raw, at, out, lexicon)
    if following.concept == Concept.SYMBOL:  # "#LTC84-86" was cut, "#MDTBTC" is a pair
        return at + 1
    if mark.concept == Concept.QUOTE and _named_by_digit(raw, at, out):
        name = Token(Concept.SYMBOL, following.text, mark.start, following.end, key="tag")
        name.value = following.text
        out.append(name)
        return at + 2
    if mark.concept == Concept.HASH and following.concept in {Concept.NUMBER, Concept.TIMEFRAME}:
        listed = bool(out) and out[-1].concept in LISTS and following.text.isdecimal()
        following.concept = Concept.INDEX if listed else Concept.CLOCK
    return at + 1


def _name_word_tag(raw: list[Token], at: int, out: list[Token], lexicon: Lexicon) -> int:
    mark, word = raw[at], raw[at + 1]
    meaning = lexicon.single.get(word.key)
    named = meaning is not None and meaning.concept == Concept.FOREIGN
    if named or is_foreign(word.key):  # "#XAUUSD"
        return at + 1
    if word.key in TAGS or not word.key.isascii() or len(word.key) > _LONGEST_TAG:
        return at + 1
    person = bool(out) and out[-1].key in _PEOPLE
    concept = Concept.PERSON if person else Concept.SYMBOL
    out.append(Token(concept, word.text, mark.start, word.end, value=word.text, key="tag"))
    return at + 2


def _named_by_digit(raw: list[Token], at: int, out: list[Token]) -> bool:
    """`LONG - $4 - ...` is the coin called 4, not four dollars."""
    number = raw[at + 1]
    if number.concept != Concept.NUMBER or not number.text.isdecimal() or len(number.text) > 3:
        return False
    after = raw[at + 2].concept if at + 2 < len(raw) else Concept.BREAK
    before = [token.concept for token in out[-2:] if token.concept != Concept.DASH]
    return after in {Concept.DASH, Concept.BREAK} and bool(
        before and before[-1] in {Concept.LONG, Concept.SHORT}
    )
