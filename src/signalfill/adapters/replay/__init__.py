"""The venue of the past: bars instead of a market, our own matching engine behind it."""
