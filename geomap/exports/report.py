"""A report on one page: picture, key figures, and the incidents with their words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from ..layers import (
    Card,
    Layers,
    Quote,
    Summary,
    Symbol,
    Value,
    count_words,
    counted,
    period,
    summary_of,
    symbols,
)
from ..records import RecordType

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

MOST_INCIDENTS = 300
"""So many are listed; the files hold all of them."""
MOST_QUOTES = 3
"""So many of an incident's reports are quoted."""
MOST_COUNTRIES = 12
CLOSENESS = {
    2: "or near it",
    3: "somewhere in this district",
    4: "somewhere in this province",
    5: "somewhere in this area",
    6: "somewhere in this country",
    7: "at sea, in the air, or in several countries",
}
"""What to say of a `where_prec`; nothing of an exact place."""
METHOD = (
    "Method: geomap {version} read places and events from the text of the articles, "
    "without anyone checking them. The report shows what articles say, not what is "
    "confirmed. Percentages say how sure geomap is of an incident as a whole, that the "
    "name means this place, and that it happened there. Killed and wounded are sums of "
    "the best estimates with their bounds; totals over several places or a longer time "
    "and background are left out of the sums. Numbers beside a quote say where it "
    "stands in the article, in characters. "
    "Boundaries: Natural Earth, which imply no opinion. Places: GeoNames, CC BY 4.0"
)


class Entry(NamedTuple):
    """One incident as a row of the report's table."""

    icon: Symbol | None
    what: str
    about: list[str]
    where: str
    closeness: list[str]
    who: list[str]
    toll: list[str]
    quotes: tuple[Quote, ...]
    more: str | None
    aftermath: str | None


def to_report(layers: Layers, picture: bytes, title: str | None = None) -> str:
    """Return an HTML page for a reader or a printer, which loads nothing.

    Parameters
    ----------
    layers : Layers
        What to report; the first 300 incidents are listed.
    picture : bytes
        The map as an SVG file.
    title : str | None
        The headline; "Incident report" where None.

    Notes
    -----
    Words of articles are values of the page's template, never part of it, and are
    escaped; only addresses on the web become links.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = files(__package__).joinpath("report.html").read_text(encoding="utf-8")
    summary = summary_of(layers)
    told = len(layers.incidents.rows)
    shown = min(told, MOST_INCIDENTS)
    note = "With the sentences that report them; what was read from is in bold."
    if shown < told:
        note = f"The first {shown} of {told:,}. {note}"
    return environment.from_string(template).render(
        title=title or "Incident report",
        version=version("geomap"),
        summary=summary,
        picture=b64encode(picture).decode(),
        figures=list(figures(summary)),
        remarks=list(remarks(summary)),
        shares=list(shares(summary)),
        note=note,
        entries=list(entries(layers)),
        method=". ".join((METHOD.format(version=version("geomap")), *layers.credits)),
        drawn=drawn,
        is_web=is_web,
    )


def figures(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield the key figures: what each counts, and how many."""
    yield "Incidents", f"{summary.incidents:,}"
    yield "Killed", str(summary.killed or "not reported")
    yield "Wounded", str(summary.wounded or "not reported")
    yield "Known only to a wider area", f"{summary.in_areas:,}"
    yield "Without a place", f"{summary.without_place:,}"
    yield "Without a date", f"{summary.without_date:,}"


def remarks(summary: Summary) -> Iterator[str]:
    """Yield what is reported beside the figures."""
    most = (
        (summary.most_killed_in_total, "killed"),
        (summary.most_wounded_in_total, "wounded"),
    )
    told = [f"{number:,} {word}" for number, word in most if number is not None]
    if told:
        yield (
            "Not in the sums: totals over several places or a longer time, of up to "
            f"{' and '.join(told)}."
        )
    if summary.background:
        yield (
            "Not in the figures: incidents told as background "
            f"({summary.background:,}), which the table and the files mark."
        )
    if summary.uncertain:
        yield (
            "Neither counted nor listed: incidents too uncertain for the map "
            f"({summary.uncertain:,})."
        )


def shares(
    summary: Summary,
) -> Iterator[tuple[str, list[tuple[str, Symbol | None, int]]]]:
    """Yield the incidents by type, in the order of the legend, and by country."""
    types = [(s.event_type, s, summary.types[s.event_type]) for s in symbols()]
    yield "By type", [row for row in types if row[2]]
    countries = sorted(summary.countries.items(), key=lambda row: (-row[1], row[0]))
    rows: list[tuple[str, Symbol | None, int]] = [
        (name, None, count) for name, count in countries[:MOST_COUNTRIES]
    ]
    rest = sum(count for _, count in countries[MOST_COUNTRIES:])
    unknown = summary.incidents - summary.countries.total()
    others = (("Other countries", None, rest), ("No country", None, unknown))
    yield "By country", [*rows, *(row for row in others if row[2])]


def entries(layers: Layers) -> Iterator[Entry]:
    """Yield the incidents that are listed."""
    names = [column.name for column in layers.incidents.columns]
    rows = layers.incidents.rows[:MOST_INCIDENTS]
    for row, card in zip(rows, layers.cards, strict=False):
        yield entry(dict(zip(names, row.values, strict=True)), card)


def entry(values: dict[str, Value], card: Card) -> Entry:
    """Return an incident as a row of the table."""
    by_type = {symbol.event_type: symbol for symbol in symbols()}
    names = ("location", "admin1", "country")
    places = dict.fromkeys(str(values[name]) for name in names if values[name])
    more = len(card.quotes) - MOST_QUOTES
    return Entry(
        icon=by_type.get(str(values["event_type"])),
        what=str(values["sub_event_type"]),
        about=list(about(values)),
        where=", ".join(places) or "no place known",
        closeness=list(closeness(values)),
        who=[str(values[name]) for name in ("actor1", "actor2") if values[name]],
        toll=list(tolls(values)),
        quotes=card.quotes[:MOST_QUOTES],
        more=counted(more, "more report") if more > 0 else None,
        aftermath=str(values["aftermath"]) if values["aftermath"] else None,
    )


def about(values: dict[str, Value]) -> Iterator[str]:
    """Yield when an incident was, how sure it is, and whether it is background."""
    yield when(values)
    sure = values["confidence"]
    if isinstance(sure, float):
        yield f"{sureness(sure)} sure"
    if values["record_type"] == RecordType.BACKGROUND:
        yield "background, not in the figures"


def when(values: dict[str, Value]) -> str:
    """Return the days of an incident, or the words that leave them open."""
    first, last = values["date_start"], values["date_end"]
    if first and last:
        return period(as_date(first), as_date(last))
    said = values["date_text"]
    return f"undated: “{said}”" if said else "undated"


def as_date(value: Value) -> date:
    """Return a value that is known to be a day."""
    from datetime import date

    if not isinstance(value, date):
        raise TypeError(f"not a day: {value!r}")
    return value


def closeness(values: dict[str, Value]) -> Iterator[str]:
    """Yield how closely a place is known, and how surely."""
    prec = values["where_prec"]
    if isinstance(prec, int) and prec in CLOSENESS:
        yield CLOSENESS[prec]
    place, link = values["geo_confidence"], values["link_confidence"]
    if isinstance(place, float) and isinstance(link, float):
        yield f"this place {sureness(place)}, happened there {sureness(link)}"
    if values["location_inferred"]:
        yield "inferred from the context"


def sureness(probability: float) -> str:
    """Return a probability as a percentage; nothing is certain.

    >>> sureness(0.5), sureness(0.999)
    ('50%', '99%')
    """
    return f"{min(probability, 0.99):.0%}"


def tolls(values: dict[str, Value]) -> Iterator[str]:
    """Yield an incident's killed and wounded, where reported."""
    for name, word in (("fatalities", "killed"), ("injuries", "wounded")):
        bounds = (values[f"{name}_low"], values[f"{name}_high"])
        found = count_words(values[name], *bounds)
        if found:
            yield f"{found} {word}"
            if values["is_aggregate"]:
                yield "in total"


def drawn(symbol: Symbol | None) -> Markup:
    """Return an event type's icon, which says nothing that the text does not."""
    from markupsafe import Markup

    if symbol is None:
        return Markup()
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">'
        '<circle cx="12" cy="12" r="11.5" fill="{}"/>'
        '<path d="{}" fill="{}" transform="translate(4.5 4.5) scale(.625)"/></svg>'
    ).format(symbol.colour, symbol.glyph, symbol.ink)


def is_web(url: Any) -> bool:  # noqa: ANN401 of a template
    """Tell whether an address is one of the web, and not a script.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)"), is_web(None)
    (True, False, False)
    """
    try:
        return urlsplit(url or "").scheme in {"http", "https"}
    except ValueError:
        return False
