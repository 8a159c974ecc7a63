"""Whatever archives, users and models wrote, nothing that a door prints acts or hides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

from acting_texts import acting_in, acting_texts
from conftest import ARTICLES
from hypothesis import given

from corpus.headings import Heading
from corpus.records import Passage, Span
from qa.answers import Answer, Evidence, Searched
from qa.casefile.case import Case, CaseQuote
from qa.casefile.case_check import CaseFindings, QuoteFinding
from qa.casefile.case_reading import CasePage
from qa.casefile.case_report import findings_as_text, findings_record
from qa.search.hits import Hit
from qa.sessions.clippings import Clipping
from qa.show.notebook_html import answer_as_html, article_as_html, headings_as_html
from qa.show.schema import to_json_line
from qa.watch.news import find_news
from qa.watch.news_report import kept_as_line, news_as_text, news_record
from qa.watch.saved_questions import Kept, SavedQuestion, Seen
from qa.write.written_answer import WrittenAnswer, WrittenSentence
from qa.write.written_report import written_as_text, written_record

NOW = datetime(2021, 3, 1, tzinfo=UTC)


def evidence_with(words: str) -> Evidence:
    article = replace(
        ARTICLES[0], id=words, title=words, source=words, author=words, url=words, origin=words,
        text=f"{words} The bridge closed. {words}",
    )  # fmt: skip
    whole = Span(0, len(article.text))
    copy = replace(article, id=f"{words}copy")
    return Evidence(Hit(Passage(article, *whole), 1.0), whole, whole, copies=(copy,))


def answers_with(words: str) -> list[Answer]:
    best = evidence_with(words)
    searched = Searched(1, 0, None, None)
    return [
        Answer(words, f"{words}?", "answered", words, 0.9, (best,), searched, 1.0),
        Answer(words, words, "not_found", None, 0.1, (best,), searched, 1.0, closest=best),
        Answer.of_error(words, words),
    ]


@given(acting_texts)
def test_no_news_acts(words: str) -> None:
    question = SavedQuestion(words, words)
    earlier = Seen(NOW, words, {words: "0"})
    for answer in answers_with(words):
        for seen in (None, earlier):
            news = find_news(words, question, answer, seen)
            shown = [news_as_text(news, 60), to_json_line(news_record(news))]
            assert [acting_in(each) for each in shown] == [[], []]
    assert acting_in(kept_as_line(Kept(question, earlier))) == []


@given(acting_texts)
def test_no_finding_of_a_case_acts(words: str) -> None:
    quote = CaseQuote.of(Clipping.of(evidence_with(words), words, words, words))
    case = Case(words, NOW, words, 1, "ab-1", (quote,))
    page = CasePage(case, frozenset(), is_as_made=False)
    findings = (
        QuoteFinding(1, quote, "holds", Span(0, 1), words),
        QuoteFinding(2, quote, "elsewhere", Span(0, 1), words),
        QuoteFinding(3, quote, "altered"),
    )
    found = CaseFindings(page, findings, is_same_archive=False, is_unchanged=False)
    shown = [findings_as_text(found, 60), to_json_line(findings_record(found))]
    assert [acting_in(each) for each in shown] == [[], []]


@given(acting_texts)
def test_nothing_that_a_model_wrote_acts(words: str) -> None:
    sentences = (WrittenSentence(words, (1,)), WrittenSentence(words, (), (words,)))
    for written in (WrittenAnswer(words, sentences), WrittenAnswer(words, error=words)):
        shown = [written_as_text(written, 60), to_json_line(written_record(written))]
        assert [acting_in(each) for each in shown] == [[], []]


class Tags(HTMLParser):
    """The tags of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)


@given(acting_texts)
def test_nothing_that_a_notebook_shows_acts(words: str) -> None:
    words += "<script>alert(1)</script><img src=x onerror=alert(1)>"
    pieces = [answer_as_html(answer) for answer in answers_with(words)]
    pieces += [article_as_html(evidence_with(words).passage.article)]
    pieces += [headings_as_html([Heading(words, words, None, words)])]
    for html in pieces:
        assert acting_in(html) == []
        assert not {"script", "img"} & Tags(html).found
