"""What turns up at the venue: orders of ours that no table knows, changes the user made by hand."""
