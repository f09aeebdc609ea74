"""What keeps a held slice safe: brackets, stops, exits, and what is needed next."""
