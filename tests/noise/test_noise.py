"""A slice of the noise that the benchmark reads in full."""

from __future__ import annotations

from signalfill.domain.signal import ReadingKind
from signalfill.parsing import parse
from tests.noise.generate import KINDS, generate, is_acted_on, is_traded

SLICE = 3_000
SEED = 20_240
MOST_ACTING = 0.04


def test_nothing_in_noise_is_tradable() -> None:
    tradable = [noise.text for noise in generate(SLICE, seed=SEED) if is_traded(parse(noise.text))]

    assert tradable == []


def test_hardly_anything_in_noise_is_acted_on() -> None:
    acting = [
        noise.text for noise in generate(SLICE, seed=SEED) if is_acted_on(noise, parse(noise.text))
    ]

    assert len(acting) / SLICE <= MOST_ACTING, acting[:10]


def test_the_same_seed_makes_the_same_noise_of_every_kind() -> None:
    first, second = (list(generate(200, seed=7)) for _ in range(2))

    assert first == second
    assert {noise.kind for noise in first} == set(KINDS)


def test_a_good_share_of_the_noise_looks_like_a_call() -> None:
    """Otherwise it would show nothing that it is not traded."""
    looked = [parse(noise.text).kind for noise in generate(SLICE, seed=SEED)]

    assert looked.count(ReadingKind.SIGNAL) > SLICE // 8
