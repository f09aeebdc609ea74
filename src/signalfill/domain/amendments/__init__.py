"""What a follow-up, an edit or an addition changes about a position."""
