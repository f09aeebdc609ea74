"""What a channel's signals were worth: results of replays, and what follows from them (pure)."""
