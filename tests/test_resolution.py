"""The resolver: its table of features, the joint choice, stand-ins and NIL."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from geomap.geo import great_circle_km
from geomap.ingest import document_from_text
from geomap.ingest.documents import document_from_article
from geomap.ingest.formats import Article
from geomap.language import analyze
from geomap.recognition import load_recognizer, mention_at
from geomap.records import Mention, MentionKind, Span, Toponym
from geomap.resolution import FEATURES, load_resolver
from geomap.resolution.fitting import Case, fit
from geomap.resolution.reading import home_country
from geomap.resolution.scene import Option
from geomap.resolution.signs import signs, signs_in
from geomap.resolution.standins import WAYS
from geomap.resolution.weights import Weights, fitted_weights, softmax, weight_names
from geomap.stages import Gazetteer, Resolver


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return load_resolver(gazetteer)


def resolve(
    resolver: Resolver, text: str, *names: str, people: str = ""
) -> list[Toponym]:
    """Resolve the first, or next, occurrence of each name, one of them a people's."""
    analysis = analyze(document_from_article("a", Article(text=text)))
    end, mentions = 0, []
    for name in names:
        start = text.index(name, end)
        end = start + len(name)
        mention = mention_at(analysis, start, end)
        kind = MentionKind.DEMONYM if name == people else mention.kind
        mentions.append(replace(mention, kind=kind))
    return resolver.resolve(analysis, mentions)


def country_of(toponym: Toponym) -> str | None:
    assert toponym.place
    return toponym.place.country_code


@pytest.mark.parametrize("reason", [*(f.function for f in FEATURES), *WAYS])
def test_each_reason_has_its_sentence(reason: object) -> None:
    assert reason.__doc__
    assert "\n" not in reason.__doc__
    assert reason.__doc__.endswith(".")


def test_each_reason_has_one_weight() -> None:
    names = weight_names()
    assert len(set(names)) == len(names)
    assert len(fitted_weights().features) == len(FEATURES)


def test_evidence_says_why(resolver: Resolver) -> None:
    (paris, _) = resolve(resolver, "It burned in Paris, Texas.", "Paris", "Texas")
    best = paris.candidates[0]
    assert best.place == paris.place
    reasons = {evidence.feature: evidence for evidence in best.evidence}
    assert reasons["said_to_lie_in"].score > 0
    assert reasons["said_to_lie_in"].detail.startswith("It lies in the place named")
    scores = [abs(evidence.score) for evidence in best.evidence]
    assert scores == sorted(scores, reverse=True)
    beliefs = [candidate.score for candidate in paris.candidates]
    assert beliefs == sorted(beliefs, reverse=True)


def test_one_sense_per_document(resolver: Resolver) -> None:
    text = "A trial began in Paris, Texas. The jury in Paris met. Paris was quiet."
    toponyms = resolve(resolver, text, "Paris", "Texas", "Paris", "Paris")
    places = [toponym.place for toponym in toponyms]
    assert places[0] == places[2] == places[3]
    assert country_of(toponyms[0]) == "US"


def test_two_senses_where_the_text_says_so(resolver: Resolver) -> None:
    text = "She flew from London, Ontario, to London, England."
    first, _, second, _ = resolve(
        resolver, text, "London", "Ontario", "London", "England"
    )
    assert (country_of(first), country_of(second)) == ("CA", "GB")


def test_a_demonym_resolves_to_its_country(resolver: Resolver) -> None:
    text = "Kazakh troops left Russian bases."
    analysis = analyze(document_from_article("a", Article(text=text)))
    mentions = [
        Mention(
            span=Span("a", start, start + len(word)),
            text=word,
            name=word,
            kind=MentionKind.DEMONYM,
        )
        for word in ("Kazakh", "Russian")
        for start in [text.index(word)]
    ]
    places = [t.place for t in resolver.resolve(analysis, mentions)]
    codes = [place and (place.country_code, place.feature_code) for place in places]
    assert codes == [("KZ", "PCLI"), ("RU", "PCLI")]


def test_a_demonym_of_no_country_is_nil(resolver: Resolver) -> None:
    analysis = analyze(document_from_article("a", Article(text="Qwertish songs")))
    mention = Mention(
        span=Span("a", 0, 8), text="Qwertish", name="Qwertish", kind=MentionKind.DEMONYM
    )
    (toponym,) = resolver.resolve(analysis, [mention])
    assert (toponym.place, toponym.candidates) == (None, ())


def test_an_unknown_name_is_nil(resolver: Resolver) -> None:
    (toponym,) = resolve(resolver, "They met at Qwxyzzyville.", "Qwxyzzyville")
    assert toponym.place is None
    assert toponym.confidence == 0


def test_what_is_no_name_is_nil(resolver: Resolver) -> None:
    text = "They left Homs. The street was empty."
    _, street = resolve(resolver, text, "Homs", "street")
    assert (street.place, street.candidates) == (None, ())


def test_a_text_without_capitals_is_still_resolved(resolver: Resolver) -> None:
    (toponym,) = resolve(resolver, "shells fell on kharkiv overnight.", "kharkiv")
    assert country_of(toponym) == "UA"


@pytest.mark.parametrize(
    ("text", "name", "way"),
    [
        ("A bomb hit Qwx Street in Homs.", "Qwx Street", "said_to_lie_there"),
        ("In Homs, the Homs Qwx Mosque fell.", "Homs Qwx Mosque", "named_after_town"),
        ("Homs and Hama were hit. Qwxburg fell.", "Qwxburg", "document_is_set_there"),
    ],
)
def test_a_place_at_hand_stands_in(
    resolver: Resolver, text: str, name: str, way: str
) -> None:
    towns = [town for town in ("Homs", "Hama") if town in text.replace(name, "")]
    names = sorted([name, *towns], key=text.index)
    found = dict(zip(names, resolve(resolver, text, *names), strict=True))
    toponym = found[name]
    assert country_of(toponym) == "SY"
    (candidate,) = toponym.candidates
    assert candidate.match == "container"
    assert candidate.evidence[0].feature == way
    assert 0 < toponym.confidence < 1


def test_one_toponym_per_mention_in_order(resolver: Resolver) -> None:
    names = ["Homs", "Qwx", "Hama", "Homs"]
    toponyms = resolve(resolver, "Homs, Qwx, Hama, Homs", *names)
    assert [toponym.mention.text for toponym in toponyms] == names


def test_no_mentions_are_no_error(resolver: Resolver) -> None:
    analysis = analyze(document_from_article("a", Article(text="")))
    assert resolver.resolve(analysis, []) == []


def test_the_same_text_gives_the_same_toponyms(gazetteer: Gazetteer) -> None:
    text = "Salem, Oregon and Salem, India: Portland, Chennai, Springfield."
    names = ["Salem", "Oregon", "Salem", "India", "Portland", "Chennai", "Springfield"]
    first = resolve(load_resolver(gazetteer), text, *names)
    assert resolve(load_resolver(gazetteer), text, *names) == first


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Paris", "Texas", "Homs", "the", "Qwx", "Volga", "Kazakh"]),
        min_size=1,
        max_size=12,
    )
)
def test_any_list_of_names_is_resolved(resolver: Resolver, names: list[str]) -> None:
    toponyms = resolve(resolver, ", ".join(names), *names)
    assert len(toponyms) == len(names)
    for toponym in toponyms:
        assert 0 <= toponym.confidence <= 1
        assert toponym.place is None or toponym.candidates[0].place == toponym.place


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("news.example.kz", "KZ"),
        ("www.example.co.uk", "GB"),
        ("example.tv", None),
        ("example.com", None),
        ("example.zz", None),
        ("The Daily Example", None),
        (None, None),
    ],
)
def test_home_of_an_outlet(
    gazetteer: Gazetteer, source: str | None, country: str | None
) -> None:
    assert home_country(source, gazetteer) == country


def test_an_option_lies_in_its_division_and_country(gazetteer: Gazetteer) -> None:
    def option(name: str, code: str) -> Option:
        offers = gazetteer.candidates(name)
        return Option.of(next(o for o in offers if o.place.feature_code == code))

    aktau = next(
        Option.of(offer)
        for offer in gazetteer.candidates("Aktau")
        if offer.place.country_code == "KZ" and offer.place.admin1_code == "09"
    )
    kazakhstan, mangystau = option("Kazakhstan", "PCLI"), option("Mangystau", "ADM1")
    assert aktau.lies_in(mangystau)
    assert aktau.lies_in(kazakhstan)
    assert mangystau.lies_in(kazakhstan)
    assert not kazakhstan.lies_in(mangystau)
    assert not kazakhstan.lies_in(kazakhstan)


def test_fitting_learns_what_the_cases_say(gazetteer: Gazetteer) -> None:
    analysis = analyze(document_from_article("a", Article(text="Paris, Texas says")))
    mentions = [mention_at(analysis, 0, 5), mention_at(analysis, 7, 12)]
    case = Case(
        analysis=analysis,
        mentions=mentions,
        is_right=[lambda place: place.admin1_code == "TX", None],
    )
    start = Weights((0.0,) * len(FEATURES))
    weights = fit([case], gazetteer, start)
    learned = dict(zip(weight_names(), weights.features, strict=False))
    assert learned["said_to_lie_in"] > 0
    assert learned["natural"] == 0
    assert weights == fit([case], gazetteer, start)


@given(st.lists(st.floats(-50, 50), max_size=8))
def test_softmax_sums_to_one(scores: list[float]) -> None:
    assert math.isclose(sum(softmax(scores)), 1.0 if scores else 0.0, abs_tol=1e-9)


def test_signs_are_distinct_words_of_known_countries(gazetteer: Gazetteer) -> None:
    found = [sign for group in signs().values() for sign in group]
    assert len({sign.words for sign in found}) == len(found) > 500
    for sign in found:
        assert math.isclose(sum(sign.shares.values()), 1)
        assert all(gazetteer.country(code or "") for code in sign.shares), sign


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Taliban hanged two men, the Taliban said.", ["Taliban"]),
        ("Boko Haram's men fled.", ["Boko Haram"]),
        ("The boko, haram and naira fell.", ["naira"]),
        ("Two men fled.", []),
        ("", []),
    ],
)
def test_signs_in_a_text(text: str, words: list[str]) -> None:
    analysis = analyze(document_from_article("a", Article(text=text)))
    assert [" ".join(sign.words) for sign in signs_in(analysis)] == words


def test_a_sign_tells_the_country(resolver: Resolver) -> None:
    (plain,) = resolve(resolver, "Gunmen shot two men in Tripoli.", "Tripoli")
    assert country_of(plain) == "LY"
    (signed,) = resolve(resolver, "Hezbollah shot two men in Tripoli.", "Tripoli")
    assert country_of(signed) == "LB"


def test_a_lone_short_name_is_surer_the_better_known(resolver: Resolver) -> None:
    confidences = [
        resolve(resolver, f"Shells fell on {name}.", name)[0].confidence
        for name in ("Zeri", "Douma", "Homs")
    ]
    assert confidences == sorted(confidences)


def test_a_name_with_its_type_word_is_looked_up_too(resolver: Resolver) -> None:
    text = "A man of Plateau state in Nigeria was held."
    plateau, _ = resolve(resolver, text, "Plateau", "Nigeria")
    assert plateau.place
    assert (country_of(plateau), plateau.place.feature_code) == ("NG", "ADM1")


@pytest.mark.parametrize(
    ("text", "is_country"),
    [
        ("The army said that Kenia was attacked at night.", False),
        ("El ejército dijo que la policía de Kenia mató a dos.", True),
    ],
)
def test_countries_are_spelt_in_the_language_of_the_text(
    resolver: Resolver, text: str, *, is_country: bool
) -> None:
    (toponym,) = resolve(resolver, text, "Kenia")
    codes = {candidate.place.feature_code for candidate in toponym.candidates}
    assert ("PCLI" in codes) is is_country


def test_an_unknown_village_lies_in_the_country_of_the_people_before_it(
    resolver: Resolver,
) -> None:
    text = (
        "Rockets hit Kiryat Shmona. Shells hit the Lebanese border village of Qufrat."
    )
    names = ("Kiryat Shmona", "Lebanese", "Qufrat")
    *_, village = resolve(resolver, text, *names, people="Lebanese")
    assert country_of(village) == "LB"


def test_a_settlement_may_lie_in_another_country(resolver: Resolver) -> None:
    text = "Police entered the Israeli settlement of Qufrat."
    *_, place = resolve(resolver, text, "Israeli", "Qufrat", people="Israeli")
    assert place.place is None


@pytest.mark.parametrize("words", ["a village in southern", "in eastern"])
def test_an_unknown_village_lies_where_the_words_after_it_say(
    resolver: Resolver, words: str
) -> None:
    text = f"Rockets hit Kiryat Shmona. Shells hit Qufrat, {words} Lebanon."
    names = ("Kiryat Shmona", "Qufrat", "Lebanon")
    _, village, _ = resolve(resolver, text, *names)
    assert country_of(village) == "LB"


def test_nothing_tells_the_side_of_a_border(resolver: Resolver) -> None:
    text = "Jets left Beirut. Rockets hit Kiryat Shmona. Shells fell on Qufrat."
    *_, place = resolve(resolver, text, "Beirut", "Kiryat Shmona", "Qufrat")
    assert place.place is None


def test_what_lies_in_no_country_is_across_no_border(resolver: Resolver) -> None:
    text = "Crowds met in Moscow on Red Square, near the Qufrat Gallery."
    *_, place = resolve(resolver, text, "Moscow", "Red Square", "Qufrat Gallery")
    assert country_of(place) == "RU"


def test_a_part_of_a_town_lies_in_it(resolver: Resolver) -> None:
    text = "Police raided the Jacarezinho favela of Rio de Janeiro."
    part, town = resolve(resolver, text, "Jacarezinho", "Rio de Janeiro")
    assert part.place == town.place
    assert part.candidates[0].match == "container"


def test_of_a_part_and_a_town_the_known_one_is_the_whole(resolver: Resolver) -> None:
    text = "Shells hit the Kyiv suburb of Qufrat and the Qufrat suburb of Kyiv."
    names = ("Kyiv", "Qufrat", "Qufrat", "Kyiv")
    assert {country_of(place) for place in resolve(resolver, text, *names)} == {"UA"}


def test_a_town_named_after_its_country_does_not_hold_it(resolver: Resolver) -> None:
    text = "In Syria, the town of Aleppo was quiet."
    syria, _ = resolve(resolver, text, "Syria", "Aleppo")
    assert syria.place
    assert syria.place.feature_code == "PCLI"


def test_a_country_by_a_name_in_another_language_is_not_meant(
    resolver: Resolver,
) -> None:
    (elan,) = resolve(resolver, "Gangs in Haiti burned Elan on Monday.", "Elan")
    assert elan.place is None or elan.place.name != "Iran"


def test_near_a_town_is_near_it(gazetteer: Gazetteer, resolver: Resolver) -> None:
    text = "Shells fell on the village of Stepanivka near Kherson in Ukraine."
    recognizer = load_recognizer(gazetteer)
    analysis = analyze(document_from_text("d", text))
    found = resolver.resolve(analysis, recognizer.recognize(analysis))
    village = next(t for t in found if t.mention.name == "Stepanivka")
    assert village.place is not None
    assert great_circle_km(village.place.position, (32.61, 46.64)) < 100
