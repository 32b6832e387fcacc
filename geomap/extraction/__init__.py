"""Find what happened, where, when, to whom and how many (event extraction)."""

from .extractor import load_extractor

__all__ = ["load_extractor"]
