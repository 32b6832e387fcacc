"""The accurate recogniser: all-MiniLM-L6-v2, taught to mark place names."""

from __future__ import annotations

from .recognizer import AccurateRecognizer

__all__ = ["AccurateRecognizer"]
