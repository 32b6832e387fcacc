"""Keep a part of every measuring set from those who write and fit the rules."""

from __future__ import annotations

import enum
import hashlib


class Part(enum.StrEnum):
    """The parts of a measuring set, as its tables head them.

    Rules may be written after what stands in the development part; the rest is
    held out, to tell whether they hold beyond it.
    """

    ALL = "all"
    DEVELOPMENT = "development"
    HELD_OUT = "held out"

    def has(self, name: str) -> bool:
        """Tell whether what goes by a name is of this part.

        >>> [part.value for part in Part if part.has("article-5")]
        ['all', 'held out']
        """
        return self is Part.ALL or (self is Part.HELD_OUT) == is_held_out(name)


def is_held_out(name: str, *, one_in: int = 3) -> bool:
    """Tell whether what goes by a name is held out: every third, by its hash."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % one_in == 0
