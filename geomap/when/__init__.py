"""When something happened: dates as news writes them, as intervals of days.

Relative wordings are read against an anchor, the day of publication. Without
one, they keep their words and their precision, and their days stay unknown.
"""

from .choice import Dating
from .finding import FoundDate, find_dates, find_whens

__all__ = ["Dating", "FoundDate", "find_dates", "find_whens"]
