"""What the operator's answer says of a call's layout: known from now on, or misread."""

from __future__ import annotations

from signalfill.domain.layout_book import LONGEST_EXAMPLE, LayoutBook, LayoutExample, LayoutWord
from signalfill.domain.signal import OPERATOR, Amendment, AmendmentAction, Provenance, Reading
from signalfill.services.trading.channel_layouts import ChannelLayouts
from signalfill.services.trading.context import TradingContext

ONCE, MISREAD = "once", "misread"
"""What an answer may say beside yes or no (`Amendment.to`)."""


def word_of(answer: Amendment) -> LayoutWord | None:
    """What the answer says of the layout; None: nothing.

    A yes makes it known, unless it is for once. A plain no says nothing; `misread` bars it.
    """
    if answer.action is AmendmentAction.APPROVE:
        return None if answer.to == ONCE else LayoutWord.KNOWN
    return LayoutWord.BARRED if answer.to == MISREAD else None


def speak_of_layout(said: Provenance, word: LayoutWord, context: TradingContext) -> None:
    """Stores the answer's word on the layout of this version of the message. Idempotent.

    Raises:
        RetryableError: nothing was stored.
    """
    verdict = context.signals.verdict(said.channel_id, said.message_id, said.version)
    if verdict is None or verdict.reading is None or not verdict.reading.layout:
        return  # recorded by an earlier release: there is nothing to know it by
    control = context.control.current()
    layouts = ChannelLayouts(said.channel_id, verdict.parser_version, control, context)
    text, keys = _text_and_keys(said, verdict.reading, layouts)
    example = LayoutExample(
        message_id=said.message_id,
        word=word,
        text=text,
        signals=verdict.reading.signals,
        by=OPERATOR,
        at=context.clock.now(),
        parser_version=verdict.parser_version,
        settings_version=control.settings_version,
    )

    def change(book: LayoutBook) -> LayoutBook:
        if word is LayoutWord.BARRED:
            return book.without([said.message_id]).with_barred(said.message_id, keys)
        return book.confirmed(said.message_id, keys, context.clock.now().date())

    layouts.change(change, example=example)


def _text_and_keys(
    said: Provenance, reading: Reading, layouts: ChannelLayouts
) -> tuple[str, tuple[str, ...]]:
    """The text without names and links, where it reads the same; the keys by the words of now."""
    # Late: see ChannelLayouts.
    from signalfill.parsing import parse  # noqa: PLC0415
    from signalfill.parsing.masking import masked  # noqa: PLC0415

    signals = layouts.context.signals
    text = masked(signals.text(said.channel_id, said.message_id, said.version) or "")
    if not text or len(text) > LONGEST_EXAMPLE:
        return "", reading.layout
    again = parse(text, layouts.lexicon())
    same = again.signals == reading.signals and bool(again.layout)
    return (text, again.layout) if same else ("", reading.layout)
