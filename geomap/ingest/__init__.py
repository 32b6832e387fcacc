"""Files to documents: read, decode, and tell news from boilerplate."""

from __future__ import annotations

from .blocks import blocks_of
from .documents import document_from_text
from .files import document_from_bytes, find_inputs, read_bytes, read_document

__all__ = [
    "blocks_of",
    "document_from_bytes",
    "document_from_text",
    "find_inputs",
    "read_bytes",
    "read_document",
]
