"""Answers that the tests of sessions keep, made by chance from what terminals and pages obey."""

from __future__ import annotations

from datetime import date
from random import Random

from corpus.records import NO_FILTERS, Article, Filters, Passage, PublicationDate, Span
from qa.answers import Answer, AnswerGroup, Evidence, Searched, TimelineEntry
from qa.search.hits import Hit

ARCHIVE = "/news/archive"
# Markup, escapes, controls, directions, line ends, wide, joined and combining characters, halves.
PIECES = (
    *("bridge", "Lavrov", " ", " ", "\n", "\n\n", "\t", "\r", ",", '"', "“", "'", "\\", "|"),
    *("[/b]", "[@click=app.quit]x[/]", "<script>alert(1)</script>", "&amp;", "`", "**", "_"),
    *("\x1b]52;c;ZXZpbA==\x07", "\x1b[2J", "\x9b31m", "\x00", "\x7f", "\u202e", "\u2066"),
    *("\u2028", "\u0085", "=1+1", "+", "-", "@SUM(A1)", "中文", "👩‍👩‍👧", "é", "\ud800"),
    *(
        "ER  - ",
        "TY  - NEWS",
        "-->",
        "</blockquote>",
        "javascript:alert(1)",
        "https://a.example/?x=1&y",
    ),
)


def some_text(dice: Random, most: int = 12) -> str:
    return "".join(dice.choices(PIECES, k=dice.randint(0, most)))


def some_words(dice: Random) -> str:
    return f"{some_text(dice)}word{some_text(dice)}"


def some_article(dice: Random, id: str) -> Article:
    precision = dice.choice(["day", "month", "year", None])
    first = {"day": date(2016, 2, 4), "month": date(2016, 2, 1), "year": date(2016, 1, 1)}
    return Article(
        id=id,
        title=some_text(dice),
        text="".join(some_words(dice) for _ in range(8)),
        origin=f"/news/{id}.txt",
        published=PublicationDate(first[precision], precision, "record") if precision else None,
        source=dice.choice([None, some_text(dice)]),
        author=dice.choice([None, some_text(dice)]),
        url=dice.choice([None, "https://herald.example/a?b=1&c=2", some_text(dice)]),
    )


def some_span(dice: Random, start: int, end: int) -> Span:
    first, last = sorted(dice.sample(range(start, end + 1), 2))
    return Span(first, last)


def some_evidence(dice: Random, article: Article, *, has_answer: bool) -> Evidence:
    passage = some_span(dice, 0, len(article.text))
    answer = some_span(dice, *passage) if has_answer else None
    shape = dice.choice(["span", "sentence", "list"])
    has_core = answer is not None and answer.end - answer.start > 1 and dice.random() < 0.5
    return Evidence(
        Hit(
            Passage(article, *passage),
            round(dice.uniform(-5, 5), 3),
            dense=dice.choice([None, 0.25]),
            keyword=dice.choice([None, 12.5]),
            dense_rank=dice.choice([None, 3]),
            exact=0.5,
        ),
        some_span(dice, *passage),
        answer,
        core=some_span(dice, *answer) if answer and has_core else None,
        shape=shape if answer else "span",
    )


def some_answer(dice: Random) -> Answer:
    """An answer, a refusal or an error, as `ask` may give it."""
    articles = [some_article(dice, f"a{number}") for number in range(dice.randint(1, 4))]
    status = dice.choice(["answered", "possible", "not_found", "error"])
    question = some_words(dice)
    if status == "error":
        return Answer.of_error(question, some_words(dice))
    has_answer = status != "not_found"
    rows = tuple(some_evidence(dice, each, has_answer=has_answer) for each in articles)
    text = rows[0].passage.article.text[slice(*rows[0].answer)] if rows[0].answer else None
    groups = (AnswerGroup(text, tuple(range(len(rows))), 7),) if text is not None else ()
    return Answer(
        question=question,
        asked=dice.choice([question, some_words(dice)]),
        status=status,  # type: ignore[arg-type]
        text=text,
        confidence=round(dice.random(), 4),
        evidence=rows,
        searched=Searched(
            9, 1, date(2016, 1, 31), None,
            dice.choice([NO_FILTERS, Filters(date(2016, 2, 1), None, (some_text(dice),))]),
        ),
        elapsed_ms=round(dice.uniform(1, 900), 1),
        groups=groups,
        note="" if has_answer else dice.choice(["", "I do not see who “he” is: ask with a name."]),
        kind=rows[0].shape if has_answer else None,
        timeline=(TimelineEntry(text, 0, True),) if text and dice.random() < 0.5 else (),
        closest=None if has_answer else dice.choice([None, rows[0]]),
    )  # fmt: skip


def articles_of(answer: Answer) -> dict[str, Article]:
    rows = (*answer.evidence, *([answer.closest] if answer.closest else []))
    return {row.passage.article.id: row.passage.article for row in rows}
