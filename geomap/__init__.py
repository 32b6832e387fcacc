"""Turn news and situation reports into an incident map, offline."""

__version__ = "0.1.0"
