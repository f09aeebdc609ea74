"""What a token means to a trader: one letter each, so that a message becomes a short string.

That string of letters, the message's shape, is what the grammar's patterns are written in.
Words, numbers and marks share one alphabet, so no letter may be used twice.
"""

from __future__ import annotations

from enum import StrEnum


class Concept(StrEnum):
    # sides
    LONG = "L"
    SHORT = "D"
    BUY = "b"
    SELL = "s"
    SPOT = "o"
    SIDE = "d"  # a label: direction, side, trade type
    UP = "↑"
    DOWN = "↓"
    # fields of a call
    ENTRY = "E"
    MORE = "A"  # a further entry: averaging, DCA
    MARKET = "K"
    OPENED = "j"  # longed, shorted, opening: done at the market just now
    LIMIT = "I"
    STOP = "S"
    TARGET = "T"
    LEVERAGE = "V"
    MARGIN = "c"
    COIN = "Y"
    PRICE = "p"
    SECOND = "§"  # a second position in the same message
    # labels of numbers that are not money
    RISK = "r"
    INFO = "i"
    RATIO = "a"
    PERIOD = "q"
    HORIZON = "t"
    # follow-up
    CLOSE = "C"
    EXIT = "U"  # leave at once; never a candle's close
    CANCEL = "X"
    MOVE = "M"
    TRIM = "R"  # close a part, in one word
    PART = "h"
    REST = "z"
    BREAKEVEN = "B"
    SECURED = "e"  # a stop in profit
    HOLD = "H"
    ADD = "g"
    CHANGE = "G"
    NEW = "n"
    PROTECT = "m"
    REENTER = "Я"
    # results
    HIT = "J"
    FILLED = "F"
    STOPPED = "O"
    PROFIT = "P"
    LOSS = "Q"
    AVERAGE = "l"
    RECAP = "Ÿ"
    DONE = "Z"  # a tick
    FAILED = "Ø"  # a cross
    # doubts
    IF = "?"
    WAIT = "W"
    TRIGGER = "u"
    NOT = "N"
    HYPOTHESIS = "y"
    DISCLAIMED = "~"
    WATCH = "Ω"
    # glue
    CANDLE = "k"
    BELOW = "<"
    ABOVE = ">"
    AREA = "="
    TO = "^"
    AT = "@"
    OR = "/"
    AND = "&"
    VENUE = "v"
    QUOTE = "¢"
    NOISE = "_"
    PERSON = "`"
    FOREIGN = "¤"  # gold, shares, currencies
    HASH = "#"
    # numbers
    NUMBER = "0"
    INDEX = "1"
    TIMEFRAME = "3"
    TIMES = "4"  # 10x
    MULTIPLE = "5"  # 2R
    RATE = "7"  # 1:2, 1/3
    CLOCK = "8"
    PERCENT = "%"
    # names and marks
    SYMBOL = "€"
    WORD = "w"
    HAN = "字"  # unread Chinese
    BREAK = "\n"
    COMMA = ","
    PERIOD_MARK = "."
    SEMICOLON = ";"
    COLON = ":"
    DASH = "-"
    BAR = "|"
    OPENING = "("
    CLOSING = ")"
    ARROW = "→"
    PLUS = "+"
    EXCLAIM = "!"
    ASK = "¿"
    LINE = "─"
    OTHER = "·"


class Token:
    """A word, number or mark with its place in the normalised text.

    `value` is a number's plain decimal form, or the fraction that a PART word stands for.
    """

    __slots__ = ("concept", "end", "key", "start", "text", "value")

    def __init__(
        self, concept: str, text: str, start: int, end: int, *, value: str = "", key: str = ""
    ) -> None:
        self.concept = concept
        self.text = text
        self.start = start
        self.end = end
        self.value = value
        self.key = key

    def __repr__(self) -> str:
        return f"{self.concept}{self.text!r}"
