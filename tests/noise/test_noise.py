"""A slice of the noise that the benchmark reads in full."""

from __future__ import annotations

from signalfill.domain.signal import ReadingKind
from signalfill.parsing import parse
from tests.noise.generate import KINDS, generate

SLICE = 2_000
SEED = 20_240


def test_nothing_in_noise_is_tradable() -> None:
    tradable = [
        noise.text
        for noise in generate(SLICE, seed=SEED)
        if any(not signal.problems for signal in parse(noise.text).signals)
    ]

    assert tradable == []


def test_the_same_seed_makes_the_same_noise_of_every_kind() -> None:
    first, second = (list(generate(200, seed=7)) for _ in range(2))

    assert first == second
    assert {noise.kind for noise in first} == set(KINDS)


def test_a_good_share_of_the_noise_looks_like_a_call() -> None:
    """Otherwise it would show nothing that it is not traded."""
    looked = [parse(noise.text).kind for noise in generate(SLICE, seed=SEED)]

    assert looked.count(ReadingKind.SIGNAL) > SLICE // 4
