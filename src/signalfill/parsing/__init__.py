"""Text in, reading out. `parse` never raises, and trades nothing that was not said."""

from __future__ import annotations

from signalfill.domain.signal import (
    AmendmentReading,
    EntryReading,
    Evidence,
    Problem,
    Reading,
    ReadingKind,
    SignalReading,
)
from signalfill.domain.teaching import words_of
from signalfill.parsing.annotate import annotate
from signalfill.parsing.author_size import author_size
from signalfill.parsing.concepts import Concept
from signalfill.parsing.echoes import may_echo, without_echo
from signalfill.parsing.evidence import find_evidence
from signalfill.parsing.field_modifiers import read_fields
from signalfill.parsing.intent import Conclusion, decide
from signalfill.parsing.judge import ParsedCall
from signalfill.parsing.layout import line_keys
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.normalize import normalize, without_quotes
from signalfill.parsing.scan import scan
from signalfill.parsing.shapes import evaluate

PARSER_VERSION = "3"
LONGEST_TEXT = 12_000
_MOST_TOKENS = 1_500
_MOST_NUMBERS = 200

__all__ = ["LONGEST_TEXT", "PARSER_VERSION", "parse"]


def parse(text: str, lexicon: Lexicon = LEXICON) -> Reading:
    """Reads one message by itself, with the words of this lexicon."""
    if len(text) > LONGEST_TEXT:
        return Reading(kind=ReadingKind.NONE, reason="too_long")
    return _understand(text, lexicon)


def _understand(text: str, lexicon: Lexicon) -> Reading:
    normalized = normalize(text)
    plain, quoted_numbers = without_quotes(normalized.text)
    raw = scan(plain, _MOST_TOKENS, lexicon)
    numbers = sum(token.concept == Concept.NUMBER for token in raw)
    if len(raw) > _MOST_TOKENS or numbers > _MOST_NUMBERS:
        return Reading(kind=ReadingKind.NONE, reason="too_dense")
    doubtful = []
    if evaluate(raw):
        doubtful.append("numbers written in two ways")
    if quoted_numbers:
        doubtful.append("numbers in a quotation")
    if normalized.struck:
        doubtful.append("something is struck out")
    tokens = annotate(raw, lexicon)
    if may_echo(plain):
        tokens, echoed = without_echo(tokens)
        doubtful += echoed
    state = read_fields(tokens)
    conclusion = decide(tokens, state, doubtful=doubtful)
    evidence = find_evidence(conclusion, state, normalized)
    coins = _coins_entered(conclusion)
    layout = line_keys(tokens, coins, words_of(PARSER_VERSION, lexicon.taught)) if coins else ()
    return _reading(conclusion, evidence, layout)


def _coins_entered(conclusion: Conclusion) -> set[str | None]:
    """The coins that the message would buy or sell anew: only that waits for a known layout."""
    if conclusion.kind == "signal":
        return {call.coin.base for call in conclusion.calls}
    return {action.base for action in conclusion.actions if action.name == "add"}


def _reading(
    conclusion: Conclusion, evidence: tuple[Evidence, ...], layout: tuple[str, ...]
) -> Reading:
    if conclusion.kind == "signal":
        signals = tuple(_signal(call) for call in conclusion.calls)
        return Reading(
            kind=ReadingKind.SIGNAL,
            signals=signals,
            reason=_reason(conclusion),
            evidence=evidence,
            layout=layout,
        )
    if conclusion.kind == "amendment":
        return Reading(
            kind=ReadingKind.AMENDMENT,
            amendments=_amendments(conclusion),
            reason=conclusion.reason,
            evidence=evidence,
            layout=layout,
        )
    return Reading(kind=ReadingKind(conclusion.kind), reason=conclusion.reason)


def _reason(conclusion: Conclusion) -> str:
    doubts = [reason for call in conclusion.calls for reason in call.reasons]
    return "; ".join([conclusion.reason, *dict.fromkeys(doubts)])


def _signal(call: ParsedCall) -> SignalReading:
    return SignalReading.model_validate(
        {
            "base": call.coin.base,
            "quote": call.coin.quote,
            "side": call.side,
            "side_implied": call.side_implied,
            "entry": EntryReading.model_validate({"kind": call.entry_kind, "prices": call.entries}),
            "take_profits": call.targets,
            "stop_loss": call.stop,
            "stop_on_close": call.stop_on_close,
            "leverage": call.leverage,
            "size": author_size(call.part),
            "problems": tuple(Problem(problem) for problem in call.problems),
        }
    )


def _amendments(conclusion: Conclusion) -> tuple[AmendmentReading, ...]:
    return tuple(
        AmendmentReading.model_validate(
            {
                "action": action.name,
                "base": action.base,
                "to": action.to,
                "fraction": action.fraction,
                "target": conclusion.target if action.name == "reduce" else None,
                "named_price": action.named_price,
            }
        )
        for action in conclusion.actions
    )
