"""Articles, evidence and answers that the tests of what is shown share."""

from dataclasses import replace
from datetime import date

from corpus.records import Article, Passage, PublicationDate, Span
from qa.answers import Answer, AnswerGroup, Evidence, Searched
from qa.search.hits import Hit

HOSTILE = "[/b] [@click=app.quit]x[/] said [sic] ok [Reuters]"

BRIDGE = Article(
    id="bridge",
    title="Harbour bridge to reopen in March",
    text=(
        "The harbour bridge has been closed since the storm of November.\n\n"
        "Engineers finished the last of the works on Monday. The bridge will reopen to traffic "
        "on 4 March 2016, the council said. Buses return a day later.\n\n"
        "Ferries keep running until April."
    ),
    origin="/archive/bridge.txt",
    published=PublicationDate(date(2016, 2, 4), "day", "date line"),
    source="The Herald",
)
FERRY = Article(
    id="ferry",
    title="Ferries busier than ever",
    text="Passengers queue. Nobody knows when the bridge will open.",
    origin="/archive/ferry.txt",
)


def evidence(article: Article, sentence: str, answer: str | None = None) -> Evidence:
    start = article.text.index(sentence)
    span = Span(start, start + len(sentence))
    found = article.text.index(answer) if answer else None
    paragraph_start = article.text.rfind("\n\n", 0, start) + 2 if "\n\n" in article.text else 0
    paragraph_end = article.text.find("\n\n", start)
    passage = Passage(
        article, paragraph_start, len(article.text) if paragraph_end < 0 else paragraph_end
    )
    return Evidence(
        Hit(passage, 0.91, dense=0.714, keyword=12.34),
        span,
        Span(found, found + len(answer)) if answer and found is not None else None,
    )


REOPENS = evidence(
    BRIDGE, "The bridge will reopen to traffic on 4 March 2016, the council said.", "4 March 2016"
)
NOBODY_KNOWS = evidence(FERRY, "Nobody knows when the bridge will open.")
SEARCHED = Searched(12, 0, date(2016, 1, 31), date(2016, 12, 2))


def answer(**changes: object) -> Answer:
    found = Answer(
        question="When does the bridge reopen?",
        asked="When does the bridge reopen?",
        status="answered",
        text="4 March 2016",
        confidence=0.874,
        evidence=(REOPENS, NOBODY_KNOWS),
        searched=SEARCHED,
        elapsed_ms=41.0,
    )
    return replace(found, **changes)  # type: ignore[arg-type]


APRIL = evidence(
    Article(
        id="april",
        title="Bridge to open in April",
        text="Bus drivers were told in April instead, their union said.",
        origin="/archive/april.txt",
        source="Courier",
    ),
    "Bus drivers were told in April instead, their union said.",
    "in April",
)


def copies(*outlets: str | None) -> tuple[Article, ...]:
    return tuple(
        replace(BRIDGE, id=f"copy{n}", title="Bridge opens", source=outlet)
        for n, outlet in enumerate(outlets)
    )


DISPUTED = answer(
    evidence=(
        replace(REOPENS, copies=copies("Courier", None)),
        NOBODY_KNOWS,
        replace(APRIL, copies=copies("Post")),
    ),
    groups=(AnswerGroup("4 March 2016", (0,), 3), AnswerGroup("in April", (2,), 2)),
)
SILENT = answer(
    status="not_found",
    text=None,
    confidence=0.1,
    evidence=(NOBODY_KNOWS,),
    closest=NOBODY_KNOWS,
)
