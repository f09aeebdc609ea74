"""The paper position beside each live one, and how the two compare."""
