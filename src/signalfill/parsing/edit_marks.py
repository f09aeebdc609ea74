"""Drops Discord's own mark of an edited message, which copies carry along."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_MARKS = {
    "edited", "已编辑", "已編輯", "изменено", "ред", "editado", "modifié", "bearbeitet", "diedit",
    "düzenlendi", "đã chỉnh sửa", "edytowano",
}  # fmt: skip


def without_edit_marks(raw: list[Token]) -> list[Token]:
    """The tokens without `(edited)`."""
    if _MARKS.isdisjoint([token.text if token.key == "han" else token.key for token in raw]):
        return raw
    kept: list[Token] = []
    at = 0
    while at < len(raw):
        if _is_mark(raw, at):
            at += 3
            continue
        kept.append(raw[at])
        at += 1
    return kept


def _is_mark(raw: list[Token], at: int) -> bool:
    if [token.concept for token in raw[at : at + 3 : 2]] != [C.OPENING, C.CLOSING]:
        return False
    return raw[at + 1].key in _MARKS or raw[at + 1].text in _MARKS
