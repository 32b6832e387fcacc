"""Articles that try to run something show as the text they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sample_runs import ALMATY, KAZAKHSTAN, Article, SmallWorld, incident
from viewer import Viewer

from geomap.layers import build_layers
from geomap.records import (
    Actor,
    Aftermath,
    Attribution,
    Candidate,
    Event,
    Evidence,
    Incident,
    Report,
    Run,
    Where,
    WherePrec,
)
from geomap.webmap import render_map

pytestmark = pytest.mark.browser

PAYLOADS = (
    "{{ cycler.__init__.__globals__.os.getcwd() }}",
    "{% for %}{% raw %}",
    "{# never closed",
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)</script>",
    "</title><script>alert(2)</script>",
    "' onmouseover='alert(3)' x='",
    '"><svg onload=alert(4)>',
    "javascript:alert(5)",
    r"back\1slash \g<0> \u003c ${alert(6)} `",
    "\u202egnp.exe\u202c",
    "a\u2028b\u2029c\x00d",
)


def hostile_run(words: str) -> Run:
    """Return a run in which every text of an article is `words`."""
    sentence = f"{words} struck {words} in Almaty."
    article = Article.of(
        f"{words}\n'\".txt", sentence, title=words, source=words, url=words
    )
    span = article.span("Almaty")
    event = Event(
        id="event-1",
        event_type="Battles",
        sub_event_type="Armed clash",
        trigger=article.span("struck"),
        sentence=article.span(sentence),
        where=Where(
            place=replace(ALMATY, name=words),
            position=ALMATY.position,
            prec=WherePrec.EXACT,
            span=span,
            evidence=(Evidence(feature="f", score=1.0, detail=words),),
            runners_up=(
                Candidate(place=replace(KAZAKHSTAN, name=words), matched_name=words),
            ),
        ),
        origin=replace(KAZAKHSTAN, name=words),
        actors=(Actor(name=words, role="agent", span=span, associate=words),),
        attribution=Attribution(name=words, span=span),
        tags=(words,),
    )
    followed = Aftermath(
        what=words, trigger=event.trigger, sentence=event.sentence, where=event.where
    )
    found: Incident = replace(incident(event), aftermath=(followed,))
    doubtful = replace(found, id="incident-2", confidence=0.1)
    report = Report(
        document=article.document,
        toponyms=(article.mention("Almaty", replace(ALMATY, name=words)),),
        events=(event,),
    )
    return Run(
        reports=(report,), incidents=(found,), uncertain=(doubtful,), title=words
    )


@pytest.mark.parametrize("words", PAYLOADS)
def test_payloads_are_inert(viewer: Viewer, words: str) -> None:
    run = hostile_run(words)
    html = render_map(build_layers(run, SmallWorld()), title=run.title)
    with viewer.open(html) as watched:
        page = watched.page
        page.locator(".marker").click()
        page.locator(".card summary").click()
        page.get_by_label("All places named").check()
        page.get_by_role("button", name="List").click()
        page.wait_for_timeout(100)
        assert page.locator("blockquote").evaluate("e => e.textContent") == (
            f"{words} struck {words} in Almaty."
        )
        followed = page.locator(".aftermath span").evaluate("e => e.textContent")
        assert followed == f"{words}, {words}"
        page.get_by_role("button", name="uncertain, not mapped").click()
        page.wait_for_timeout(50)
        assert page.locator(".drawer h2").inner_text() == "Uncertain, not mapped"
        assert page.locator(".aftermath span").count() == 1
        assert page.locator("h1").evaluate("e => e.textContent") == words
        assert page.locator("img, iframe, object, embed, svg[onload]").count() == 0
        assert page.locator("script:not([id^=geomap-])").count() == 4
        assert watched.dialogs == watched.errors == []
        assert len(watched.requests) == 1


@settings(
    max_examples=17,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(PAYLOADS),
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
                min_size=1,
            ),
        ),
        min_size=30,
        max_size=30,
    )
)
def test_made_up_strings_are_shown_as_they_are(
    viewer: Viewer, texts: list[str]
) -> None:
    runs = [hostile_run(text) for text in texts]
    incidents = [
        replace(run.incidents[0], id=f"incident-{at}") for at, run in enumerate(runs)
    ]
    reports = {run.reports[0].document.id: run.reports[0] for run in runs}
    run = Run(reports=tuple(reports.values()), incidents=tuple(incidents))
    html = render_map(build_layers(run, SmallWorld()), title=texts[0])
    with viewer.open(html) as watched:
        page = watched.page
        page.locator(".marker").click()
        page.wait_for_selector(".card")
        shown = page.locator("blockquote").evaluate_all(
            "all => all.map(e => e.textContent)"
        )
        assert sorted(shown) == sorted(
            f"{text} struck {text} in Almaty." for text in texts
        )
        assert watched.dialogs == watched.errors == []
        assert len(watched.requests) == 1
