"""A stand-in Coinbase on one machine: the real SDK talks TLS to it and moves no money."""

from sandbox.coinbase.server import StandInCoinbase

__all__ = ["StandInCoinbase"]
