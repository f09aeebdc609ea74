"""Write what a channel is taught into settings.yaml, with everything else left as it stands."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.teaching import Teaching

_WIDEST = 100_000


def with_taught(text: str, channel_id: str, teaching: Teaching) -> str:
    """The settings' text with this added to the channel's `reading`.

    Raises:
        InvalidInputError: the file holds no such channel, or nothing can be added to it without
            touching what else stands there.
    """
    yaml = _yaml(text)
    document = yaml.load(text)
    if _written(yaml, document) != text:
        raise InvalidInputError(
            "the file is written in a way that would not stay as it is; add this by hand:\n"
            + snippet(channel_id, teaching)
        )
    channels = document.get("channels") if isinstance(document, dict) else None
    key = next((each for each in channels or () if str(each) == channel_id), None)
    if channels is None or key is None:
        raise InvalidInputError(f"the file has no channel {channel_id}")
    _merge(channels[key].setdefault("reading", CommentedMap()), teaching)
    return _written(yaml, document)


def snippet(channel_id: str, teaching: Teaching) -> str:
    """What to add to a settings file, as YAML. Strangers' words are quoted."""
    reading = CommentedMap()
    _merge(reading, teaching)
    channel = CommentedMap({DoubleQuotedScalarString(channel_id): CommentedMap(reading=reading)})
    document = CommentedMap(channels=channel)
    return _written(_yaml(""), document)


def write_taught(path: Path, channel_id: str, teaching: Teaching) -> None:
    """Raises: InvalidInputError, see `with_taught`; the file is as before then."""
    try:
        text = path.read_text(encoding="utf-8")
        path.write_text(with_taught(text, channel_id, teaching), encoding="utf-8")
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be written ({error.strerror})") from None


def _merge(reading: Any, teaching: Teaching) -> None:  # noqa: ANN401 - the library's mapping
    words = reading.setdefault("words", CommentedMap()) if teaching.words else {}
    for kind, phrases in teaching.words.items():
        _extend(words, kind.value, phrases)
    if teaching.coins:
        coins = reading.setdefault("coins", CommentedMap())
        for name, ticker in teaching.coins.items():
            coins[DoubleQuotedScalarString(name)] = DoubleQuotedScalarString(ticker)
    if teaching.ignore:
        _extend(reading, "ignore", teaching.ignore)


def _extend(mapping: Any, key: str, phrases: tuple[str, ...]) -> None:  # noqa: ANN401 - see above
    listed = mapping.setdefault(key, CommentedSeq())
    listed.extend(DoubleQuotedScalarString(each) for each in phrases if each not in listed)


def _yaml(text: str) -> YAML:
    """As the file is indented: a list may stand under its key or farther in."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDEST
    offset = _list_offset(text)
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _list_offset(text: str) -> int:
    """How far the first list stands in from its key."""
    above = 0
    for line in text.splitlines():
        written = line.lstrip()
        if not written or written.startswith("#"):
            continue
        indent = len(line) - len(written)
        if written.startswith("- "):
            return max(0, indent - above)
        above = indent
    return 2


def _written(yaml: YAML, document: object) -> str:
    stream = StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()
