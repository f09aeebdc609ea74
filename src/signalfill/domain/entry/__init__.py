"""Whether a signal may be entered, and how: gates, proposals, first orders, late entries."""
