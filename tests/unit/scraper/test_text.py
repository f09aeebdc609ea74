from __future__ import annotations

from signalfill.adapters.discord.text import full_text


def test_an_embed_is_read_from_top_to_bottom() -> None:
    embed = {
        "footer": {"text": "footer"},
        "fields": [{"name": "name", "value": "value"}],
        "description": "description",
        "title": "title",
        "author": {"name": "author"},
    }
    text = full_text({"content": "content", "embeds": [embed]})
    assert text.split("\n") == [
        *("content", "author", "title", "description", "name", "value", "footer")
    ]


def test_a_link_preview_is_not_the_authors_words() -> None:
    preview = {"type": "article", "title": "LONG BTC now"}
    assert full_text({"content": "see this", "embeds": [preview]}) == "see this"


def test_a_forwarded_text_comes_from_its_snapshot() -> None:
    snapshot = {"message": {"content": "their call", "embeds": [{"title": "BTC"}]}}
    assert full_text({"content": "", "message_snapshots": [snapshot]}) == "their call\nBTC"


def test_text_in_components_is_read() -> None:
    section = {"type": 9, "components": [{"type": 10, "content": "Entry 60000"}]}
    container = {"type": 17, "components": [{"type": 10, "content": "LONG BTC"}, section]}
    assert full_text({"content": "", "components": [container]}) == "LONG BTC\nEntry 60000"


def test_the_labels_of_buttons_are_not_text() -> None:
    row = {"type": 1, "components": [{"type": 2, "label": "Buy"}]}
    assert full_text({"content": "hello", "components": [row]}) == "hello"


def test_components_nested_without_end_are_left() -> None:
    nested: dict[str, object] = {"type": 10, "content": "deep"}
    for _ in range(50):
        nested = {"type": 17, "components": [nested]}
    assert full_text({"components": [nested]}) == ""


def test_a_poll_is_read_as_question_and_answers() -> None:
    poll = {
        "question": {"text": "Next?"},
        "answers": [{"poll_media": {"text": "BTC"}}, {"poll_media": {"text": "ETH"}}],
    }
    assert full_text({"content": "", "poll": poll}) == "Next?\nBTC\nETH"
