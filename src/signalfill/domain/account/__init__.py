"""The account as a whole: what the sweep remembers of it, its breaker, its counters recounted."""
