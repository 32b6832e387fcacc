"""Find what happened, where, when, to whom and how many (event extraction)."""
