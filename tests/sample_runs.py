"""Runs made by hand, in the shape the pipeline gives them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geomap.records import (
    Actor,
    Aftermath,
    Attribution,
    Block,
    BlockKind,
    Candidate,
    Certainty,
    Count,
    DatePrec,
    Document,
    Event,
    Evidence,
    Incident,
    Mention,
    MentionKind,
    Place,
    RecordType,
    Report,
    Run,
    Span,
    Toponym,
    When,
    Where,
    WherePrec,
)

SEED = Path(__file__).parents[1] / "seeds" / "000_8de1967b82e0345a.txt"

Geometry = Mapping[str, Any]


def place(
    id_: str, name: str, position: tuple[float, float], **codes: str | int
) -> Place:
    """Return a place; a town unless the codes say otherwise."""
    given = {"feature_class": "P", "feature_code": "PPL"} | codes
    return Place(id=id_, name=name, position=position, **given)


KAZAKHSTAN = place(
    "1522867",
    "Kazakhstan",
    (68.0, 48.0),
    feature_class="A",
    feature_code="PCLI",
    country_code="KZ",
)
RUSSIA = place(
    "2017370",
    "Russia",
    (100.0, 60.0),
    feature_class="A",
    feature_code="PCLI",
    country_code="RU",
)
MANGYSTAU = place(
    "608879",
    "Mangystau Region",
    (53.5, 44.0),
    feature_class="A",
    feature_code="ADM1",
    country_code="KZ",
    admin1_code="09",
)
MOSCOW_OBLAST = place(
    "524925",
    "Moscow Oblast",
    (37.5, 55.75),
    feature_class="A",
    feature_code="ADM1",
    country_code="RU",
    admin1_code="47",
)
ALMATY = place(
    "1526384",
    "Almaty",
    (76.92848, 43.25654),
    feature_code="PPLA",
    country_code="KZ",
    admin1_code="02",
    population=2_000_900,
)
ALMATY_CITY = place(
    "1537162",
    "Almaty",
    (76.92, 43.25),
    feature_class="A",
    feature_code="ADM1",
    country_code="KZ",
    admin1_code="02",
)
PLACES = (KAZAKHSTAN, RUSSIA, MANGYSTAU, MOSCOW_OBLAST, ALMATY, ALMATY_CITY)


def square(west: float, south: float, east: float, north: float) -> Geometry:
    """Return a box as a polygon, wound clockwise as RFC 7946 does not want it."""
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


AREAS = {
    KAZAKHSTAN.id: square(47, 41, 87, 55),
    MANGYSTAU.id: square(50, 41.5, 56.5, 46),
}


@dataclass(frozen=True)
class SmallWorld:
    """A gazetteer of a few places, as far as the layers ask it."""

    places: tuple[Place, ...] = PLACES
    areas: Mapping[str, Geometry] | None = None

    def country(self, country_code: str) -> Place | None:
        found = (p for p in self.places if p.feature_code.startswith("PCL"))
        return next((p for p in found if p.country_code == country_code), None)

    def admin_chain(self, inner: Place) -> tuple[Place, ...]:
        admin1 = (
            p
            for p in self.places
            if p.feature_code == "ADM1"
            and inner.admin1_code
            and (p.country_code, p.admin1_code)
            == (inner.country_code, inner.admin1_code)
        )
        country = self.country(inner.country_code or "")
        chain = (next(admin1, None), country)
        return tuple(p for p in chain if p and p.id != inner.id)

    def area(self, outlined: Place) -> Geometry | None:
        return (AREAS if self.areas is None else self.areas).get(outlined.id)


def blocks_of(document_id: str, text: str) -> tuple[Block, ...]:
    """Return a block for each line; a READ MORE line is a teaser."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            kind = BlockKind.TEASER if line.startswith("READ MORE") else BlockKind.BODY
            span = Span(document_id, at, at + len(line))
            blocks.append(Block(span=span, kind=kind))
        at += len(line) + 1
    return tuple(blocks)


@dataclass(frozen=True)
class Article:
    """A document whose spans are found by their words."""

    document: Document

    @classmethod
    def of(cls, id_: str, text: str, **known: object) -> Article:
        blocks = blocks_of(id_, text)
        return cls(Document(id=id_, text=text, blocks=blocks, **known))

    def span(self, words: str, *, after: str = "") -> Span:
        """Return where the words first stand after `after`."""
        text = self.document.text
        start = text.index(words, text.index(after))
        return Span(self.document.id, start, start + len(words))

    def mention(
        self, words: str, found: Place | None, *, after: str = "", **known: object
    ) -> Toponym:
        """Return the words as a mention of a place, or of none."""
        span = self.span(words, after=after)
        mention = Mention(span=span, text=words, name=words, **known)
        return Toponym(mention=mention, place=found, confidence=0.9)


def incident(event: Event, *others: Event) -> Incident:
    """Return an event and its other reports as one incident."""
    shared = [field.name for field in fields(Incident)]
    return Incident(
        id=event.id.replace("event", "incident"),
        lead=event,
        events=(event, *others),
        **{
            name: getattr(event, name)
            for name in shared
            if hasattr(event, name) and name != "id"
        },
    )


def seed_run(*, published: date | None = None) -> Run:
    """Return the article in `seeds/` with its five incidents, coded by hand."""
    article = Article.of(
        SEED.name,
        SEED.read_text(encoding="utf-8"),
        title="Peacekeepers of Russia-led military bloc begin Kazakhstan mission",
        published=published,
    )
    incidents = tuple(incident(*events) for events in seed_events(article, published))
    toponyms = (
        article.mention("Kazakhstan", KAZAKHSTAN, after="deployed to"),
        article.mention("Moscow region", MOSCOW_OBLAST),
        article.mention("Kazakh", KAZAKHSTAN, kind=MentionKind.DEMONYM),
        article.mention("Kazakhstan", KAZAKHSTAN, after="solidarity with"),
        article.mention("United States", None, after="The United"),
        article.mention("Almaty", ALMATY, after="rioting in"),
        article.mention("Almaty", ALMATY, after="streets in"),
        article.mention("Mangystau", MANGYSTAU),
        article.mention("Kazakhstan", KAZAKHSTAN, after="Security forces in"),
    )
    events = tuple(event for found in incidents for event in found.events)
    report = Report(document=article.document, toponyms=toponyms, events=events)
    return Run(reports=(report,), incidents=incidents, title="Kazakhstan, January 2022")


def seed_events(article: Article, published: date | None) -> list[tuple[Event, ...]]:
    """Return the events of the seed article, grouped by incident."""
    span = article.span
    deployed = span(
        "Russian paratroopers have been deployed to Kazakhstan as part of a "
        "peacekeeping force that includes troops from four other former Soviet "
        "republics, the secretariat of the regional military bloc Collective Security "
        "Treaty Organisation (CSTO) has said."
    )
    streets = span(
        "Thousands took to the streets in Almaty and in the western province of "
        "Mangystau, saying the price rise was unfair given oil and gas exporter "
        "Kazakhstan's vast energy reserves."
    )
    battles = span(
        "Armed protesters have fought running battles with government forces, with "
        "officials saying 748 security officers have been wounded and 18 killed, "
        "including two who had their heads cut off."
    )
    start = span("The UN Human Rights chief").start
    rioting = replace(span("rioting in Almaty."), start=start)
    stormed = span(
        "Security forces in Kazakhstan killed dozens of protesters trying to storm "
        "government buildings overnight."
    )
    protesters = Actor(name="Protesters", role="agent", span=streets, inter=6)
    forces = Actor(
        name="Security forces of Kazakhstan",
        role="agent",
        span=span("Security forces in Kazakhstan"),
        inter=1,
        country_code="KZ",
    )
    rioters = Actor(
        name="Rioters", role="patient", span=span("protestors", after="dozens"), inter=5
    )
    almaty = Where(
        place=ALMATY,
        position=ALMATY.position,
        prec=WherePrec.EXACT,
        span=span("Almaty", after="rioting in"),
        uncertainty_km=12.0,
        geo_confidence=0.97,
        link_confidence=0.88,
        evidence=(
            Evidence(
                feature="population_prior",
                score=0.3,
                detail="the largest place of that name",
            ),
            Evidence(
                feature="same_country_as_context",
                score=0.8,
                detail="in Kazakhstan, which the text names most",
            ),
        ),
        runners_up=(Candidate(place=ALMATY_CITY, matched_name="Almaty", score=0.4),),
    )
    dozens = Count(best=12, low=12, high=99, span=span("dozens", after="police said"))
    overnight = When(
        first=published and published - timedelta(days=1),
        last=published,
        prec=DatePrec.DAYS,
        span=span("overnight"),
        is_inferred=published is not None,
    )
    mangystau = replace(
        almaty,
        place=MANGYSTAU,
        position=MANGYSTAU.position,
        prec=WherePrec.ADMIN1,
        span=span("Mangystau"),
        uncertainty_km=300.0,
        runners_up=(),
    )
    kazakhstan = replace(
        almaty,
        place=KAZAKHSTAN,
        position=KAZAKHSTAN.position,
        prec=WherePrec.COUNTRY,
        span=span("Kazakhstan", after="deployed to"),
        uncertainty_km=1500.0,
        runners_up=(),
    )
    thousands = Count(best=1000, low=1000, high=9999, span=span("Thousands"))
    protest = Event(
        id="event-2a",
        event_type="Protests",
        sub_event_type="Peaceful protest",
        trigger=span("took to the streets"),
        sentence=streets,
        where=replace(almaty, span=span("Almaty", after="streets in")),
        actors=(protesters,),
        crowd=thousands,
    )
    riot = Event(
        id="event-3",
        event_type="Riots",
        sub_event_type="Violent demonstration",
        trigger=span("rioting"),
        sentence=rioting,
        where=almaty,
        when=overnight,
        actors=(forces, rioters),
        killed=dozens,
        attribution=Attribution(
            name="police",
            span=span("police", after="after"),
            certainty=Certainty.OFFICIAL_CLAIM,
        ),
    )
    return [
        (
            Event(
                id="event-1",
                event_type="Strategic developments",
                sub_event_type="Change to group/activity",
                trigger=span("deployed", after="have been"),
                sentence=deployed,
                where=kazakhstan,
                origin=MOSCOW_OBLAST,
                actors=(
                    Actor(
                        name="CSTO peacekeeping forces",
                        role="agent",
                        span=span("peacekeeping force"),
                        inter=8,
                        associate="Military Forces of Russia",
                    ),
                ),
                attribution=Attribution(
                    name="CSTO secretariat",
                    span=span("the secretariat"),
                    certainty=Certainty.CLAIMED,
                ),
            ),
        ),
        (protest,),
        (replace(protest, id="event-2b", where=mangystau),),
        (
            riot,
            replace(
                riot,
                id="event-3b",
                sentence=stormed,
                trigger=span("killed", after="Security forces in"),
                where=replace(kazakhstan, span=span("Kazakhstan", after="forces in")),
                killed=replace(dozens, span=span("dozens", after="Security forces in")),
                attribution=None,
            ),
        ),
        (
            Event(
                id="event-4",
                event_type="Battles",
                sub_event_type="Armed clash",
                trigger=span("running battles"),
                sentence=battles,
                where=replace(
                    kazakhstan, span=None, is_inferred=True, link_confidence=0.6
                ),
                actors=(
                    replace(rioters, name="Armed protesters", role="agent"),
                    replace(forces, role="patient"),
                ),
                killed=Count(best=18, low=18, high=18, span=span("18")),
                wounded=Count(best=748, low=748, high=748, span=span("748")),
                attribution=Attribution(
                    name="officials",
                    span=span("officials", after="battles"),
                    certainty=Certainty.OFFICIAL_CLAIM,
                ),
                is_aggregate=True,
            ),
        ),
    ]


def annotated_run(*, published: date | None = None) -> Run:
    """Return the seed run with one of each: background, aftermath, uncertain.

    The protest in Mangystau is background from years before, the riot has an
    aftermath, and the deployment is too doubtful for the map.
    """
    run = seed_run(published=published)
    deployment, protest, province, riot, battle = run.incidents
    article = Article(run.reports[0].document)
    lead, where, when = riot.lead, protest.where, riot.when
    day = date(2011, 12, 16)
    long_ago = When(first=day, last=day, prec=DatePrec.DAY, span=lead.when.span)
    aftermath = (
        Aftermath(
            what="arrest",
            trigger=lead.trigger,
            sentence=lead.sentence,
            where=where,
            when=when,
        ),
        Aftermath(
            what="condemnation",
            trigger=article.span("concern"),
            sentence=protest.lead.sentence,
        ),
    )
    return replace(
        run,
        incidents=(
            protest,
            replace(
                province,
                record_type=RecordType.BACKGROUND,
                killed=riot.killed,
                when=long_ago,
            ),
            replace(riot, aftermath=aftermath, confidence=0.834),
            battle,
        ),
        uncertain=(replace(deployment, confidence=0.312),),
    )


TYPES = (
    ("Protests", "Peaceful protest", 30),
    ("Protests", "Protest with intervention", 8),
    ("Riots", "Violent demonstration", 8),
    ("Riots", "Mob violence", 4),
    ("Battles", "Armed clash", 12),
    ("Explosions/Remote violence", "Air/drone strike", 8),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", 6),
    ("Violence against civilians", "Attack", 9),
    ("Violence against civilians", "Abduction/forced disappearance", 3),
    ("Strategic developments", "Arrests", 7),
    ("Strategic developments", "Change to group/activity", 4),
    ("Crime", "Shooting", 3),
    ("Disaster/Accident", "Natural disaster", 2),
)
GROUPS = (
    ("Protesters", 6),
    ("Police forces", 1),
    ("Military forces", 1),
    ("Rebels of the North", 2),
    ("Rioters", 5),
    ("Farmers' union", 7),
)
PRECISIONS = (
    (WherePrec.EXACT, 78),
    (WherePrec.NEAR, 8),
    (WherePrec.ADMIN1, 9),
    (WherePrec.COUNTRY, 5),
)


def synthetic_run(
    size: int, *, towns: Iterable[Place] = (ALMATY,), seed: int = 1
) -> Run:
    """Return a run of many incidents at towns; the same seed gives the same run.

    One in fifty has no place, one in twelve no date, four in five no toll.
    """
    chance = random.Random(seed)  # noqa: S311 not for secrets
    places = tuple(towns)
    weights = [(p.population or 1000) ** 0.7 for p in places]
    chosen = chance.choices(places, weights, k=size)
    made = [made_up(chance, number, town) for number, town in enumerate(chosen)]
    reports = tuple(
        Report(document=document, toponyms=(), events=found.events)
        for document, found in made
    )
    return Run(
        reports=reports,
        incidents=tuple(found for _, found in made),
        title=f"Made-up incidents ({size:,})",
    )


def made_up(
    chance: random.Random, number: int, town: Place
) -> tuple[Document, Incident]:
    """Return a one-sentence article and the incident it reports."""
    types = chance.choices(TYPES, [weight for *_, weight in TYPES])[0]
    group, inter = chance.choice(GROUPS)
    killed = chance.choice((1, 2, 3, 5, 12, 40)) if chance.random() < 0.2 else None
    toll = f", and {killed} people were killed" if killed else ""
    text = f"{group} were in a {types[1].lower()} in {town.name} on the day{toll}."
    article = Article.of(
        f"made-up-{number:06}.txt", text, source=f"Agency {number % 7}"
    )
    precisions, weights = zip(*PRECISIONS, strict=True)
    where = Where(
        place=town,
        position=town.position,
        prec=chance.choices(precisions, weights)[0],
        span=article.span(f"in {town.name}"),
        geo_confidence=round(chance.uniform(0.4, 1), 3),
        link_confidence=round(chance.uniform(0.4, 1), 3),
    )
    day = date(2022, 1, 1) + timedelta(days=int(chance.gauss(120, 45)))
    when = When(first=day, last=day, prec=DatePrec.DAY, span=article.span("the day"))
    toll_words = article.span(str(killed), after=" and ") if killed else None
    event = Event(
        id=f"event-{number:06}",
        event_type=types[0],
        sub_event_type=types[1],
        trigger=article.span(types[1].lower()),
        sentence=Span(article.document.id, 0, len(text)),
        where=where if chance.random() > 0.02 else None,
        when=when if chance.random() > 0.08 else None,
        actors=(
            Actor(name=group, role="agent", span=article.span(group), inter=inter),
        ),
        killed=toll_words
        and Count(best=killed, low=killed, high=killed, span=toll_words),
    )
    found = replace(
        incident(event),
        confidence=round(where.geo_confidence * where.link_confidence, 3),
    )
    return article.document, found
