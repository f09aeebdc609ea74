"""Models that others read explain every field: its unit, when it is None, where it comes from."""

from __future__ import annotations

import dataclasses
import inspect
import re

import pytest
from pydantic import BaseModel

from signalfill.domain.order import Fill, OrderRequest, VenueOrder
from signalfill.domain.planning.plan import Plan
from signalfill.domain.planning.sizing import Means
from signalfill.domain.position import OrderRecord, Position, Slice
from signalfill.domain.product import PriceRange, Product, Quote
from signalfill.domain.signal import (
    Amendment,
    AmendmentReading,
    Evidence,
    Provenance,
    Signal,
    SignalReading,
)

EXPLAINED = (
    Amendment,
    AmendmentReading,
    Evidence,
    Fill,
    Means,
    OrderRecord,
    OrderRequest,
    Plan,
    Position,
    PriceRange,
    Product,
    Provenance,
    Quote,
    Signal,
    SignalReading,
    Slice,
    VenueOrder,
)


def fields_of(model: type) -> list[str]:
    if dataclasses.is_dataclass(model):
        return [each.name for each in dataclasses.fields(model)]
    assert issubclass(model, BaseModel)
    return [name for name in model.model_fields if name != "schema_version"]


@pytest.mark.parametrize("model", EXPLAINED, ids=lambda model: model.__name__)
def test_every_field_is_explained_and_no_other(model: type) -> None:
    listed = (inspect.getdoc(model) or "").partition("Attributes:\n")[2]

    assert sorted(re.findall(r"^    (\w+): ", listed, re.MULTILINE)) == sorted(fields_of(model))
