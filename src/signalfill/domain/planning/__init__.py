"""How large a trade is and how it is divided: size, slices, entries, targets, trial size."""
