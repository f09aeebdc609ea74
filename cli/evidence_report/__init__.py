"""The page that says what a channel was worth: one file, which asks nobody for anything."""
