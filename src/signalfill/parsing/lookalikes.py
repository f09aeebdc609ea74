"""Letters that look alike in two scripts, and marks that are written in many ways."""

from __future__ import annotations

_CYRILLIC = "АВЕЅІЈКМНОРСТУХаеорсухіѕјкмнтв"
_LATIN = "ABESIJKMHOPCTYXaeopcyxisjkmhtb"

CYRILLIC_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
LATIN_TO_CYRILLIC = str.maketrans("ABEKMHOPCTYXaeopcyxkmt", "АВЕКМНОРСТУХаеорсухкмт")

_ALIKE = {
    "-": "‐‑‒–—―−﹣⁃",
    "'": "‘’ʼ′‵´",
    '"': "“”„«»″「」『』",
    "•": "·●▪◦‣∙⁌⁍",
    "→": "➡➜➔➙➛➝➞⟶⇒⇨➤►▶▸👉⮕↦↪",
    ". ": "。｡",
    ", ": "，、､؛،",
    ": ": "：﹕",
    "; ": "；",
    "~": "～∼〜",
    "|": "｜│┃¦❘",
    "_": "＿",
    "<": "＜‹﹤",
    ">": "＞›﹥",
    "/": "⁄∕／",
    "[": "【〔",
    "]": "】〕",
    "x": "×✕",
    "📉": "🔻🔽▼⏬📉",
    "📈": "🔼▲⏫🔺📈",
    "✅": "☑✔✓✅",
    "❌": "✖✗✘❌⛔🚫❎",
}

MARKS: dict[str, str] = {
    character: plain for plain, characters in _ALIKE.items() for character in characters
}
MARKS.update({chr(0x2460 + index): f" {index + 1}) " for index in range(20)})
for _first in (0x2776, 0x2780, 0x278A, 0x24F5):
    MARKS.update({chr(_first + index): f" {index + 1}) " for index in range(10)})
MARKS.update({"🥇": " 1) ", "🥈": " 2) ", "🥉": " 3) ", "🔟": " 10) "})
