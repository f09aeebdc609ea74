"""Money is written plainly; copies of values are held to their fields, as pydantic's are not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from signalfill.domain.values import Moment, Money, Value, plain


class Level(Value):
    stop_price: Money
    seen_at: Moment = datetime(2026, 1, 1, tzinfo=UTC)


LEVEL = Level(stop_price=Decimal("1.5"))


def test_a_copy_takes_known_fields() -> None:
    assert LEVEL.model_copy(update={"stop_price": Decimal(2)}).stop_price == 2
    assert LEVEL.model_copy() == LEVEL


def test_a_copy_refuses_a_field_that_does_not_exist() -> None:
    with pytest.raises(TypeError, match="Level has no field 'stop_prise'"):
        LEVEL.model_copy(update={"stop_prise": Decimal(2)})


def test_a_copy_refuses_a_float() -> None:
    with pytest.raises(TypeError, match=r"Level\.stop_price is never a float"):
        LEVEL.model_copy(update={"stop_price": 2.0})


def test_a_copy_refuses_a_moment_without_a_time_zone() -> None:
    with pytest.raises(TypeError, match=r"Level\.seen_at needs a time zone"):
        LEVEL.model_copy(update={"seen_at": datetime(2026, 1, 1)})  # noqa: DTZ001 - the point


@pytest.mark.parametrize("zero", ["0", "0E-12", "0.00", "-0", "0E+3"])
def test_zero_is_written_as_zero(zero: str) -> None:
    assert plain(Decimal(zero)) == "0"


@pytest.mark.parametrize(
    ("number", "text"), [("1E-5", "0.00001"), ("1E+3", "1000"), ("1.50", "1.50")]
)
def test_a_number_is_written_with_its_digits_and_without_an_exponent(
    number: str, text: str
) -> None:
    assert plain(Decimal(number)) == text
