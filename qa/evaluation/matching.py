"""Where a gold set's articles and answers stand in an archive, looked up for every evaluation.

Nothing is keyed to passages: a gold set outlives another way to cut the same articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import islice

from corpus.records import Article, Passage, Span
from corpus.store.store import Store
from corpus.text import paragraphs, tidy
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measures import find_occurrences
from qa.evaluation.outcomes import Citation, Mismatch
from qa.show.safe_text import one_line

ContextPlace = tuple[Article, int]
"""An article that holds a context, and where in its text the context begins."""


@dataclass(frozen=True, slots=True)
class GoldMatch:
    """A gold question's judged articles, and where its answers stand in the relevant ones.

    `problem` is the one line that says what no longer matches the archive, None where all does.
    """

    question: GoldQuestion
    articles: Mapping[str, int] = field(default_factory=dict)
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    problem: str | None = None

    @property
    def relevant(self) -> tuple[str, ...]:
        """The relevant articles, those that the archive does not hold among them."""
        return tuple(article for article, grade in self.articles.items() if grade > 0)

    def holds(self, passage: Passage) -> bool:
        """Whether a passage holds the whole of an answer, in one of the relevant articles.

        Where none is known, any passage that says the answer does.
        """
        if not self.relevant:
            return any(find_occurrences(passage.text, self.question.answers))
        spans = self.spans.get(passage.article.id, ())
        return any(passage.start <= span.start and span.end <= passage.end for span in spans)

    def cites(self, cited: Citation) -> bool:
        """Whether a citation is an answer's own place: one of the two lies within the other."""
        (start, end), spans = cited.span, self.spans.get(cited.article, ())
        return any(
            (start <= span.start and span.end <= end) or (span.start <= start and end <= span.end)
            for span in spans
        )


@dataclass(frozen=True, slots=True)
class MatchedGold:
    """A gold set matched with an archive: each question's match, by its id."""

    archive: Store
    matches: Mapping[str, GoldMatch]

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """The questions that no longer match the archive, and why."""
        matches = self.matches.items()
        return tuple(Mismatch(id, match.problem) for id, match in matches if match.problem)

    @property
    def judgements(self) -> dict[str, Mapping[str, int]]:
        """The grades of the questions that have a relevant article: those to rank for."""
        return {
            id: match.articles
            for id, match in self.matches.items()
            if match.question.answerable and match.relevant
        }

    def relevant_passages(self, question: GoldQuestion) -> int | None:
        """How many of the archive's passages hold the answer; None where no article is known."""
        match = self.matches[question.id]
        articles = filter(None, map(self.archive.article, match.spans))
        passages = (one for article in articles for one in self.archive.passages_of(article))
        return sum(map(match.holds, passages)) if match.relevant else None


def match_gold(gold: Sequence[GoldQuestion], archive: Store) -> MatchedGold:
    """Find each question's articles in the archive, and in them its answers."""
    # Questions about the same text follow one another; nothing else need be kept.
    read = lru_cache(maxsize=64)(archive.article)
    find = lru_cache(maxsize=64)(partial(_find_context, archive))
    return MatchedGold(archive, {each.id: _match_question(each, read, find) for each in gold})


def format_check(matched: MatchedGold) -> str:
    """For people: how much of a gold set matches the archive, and each question that does not."""
    return "\n".join(_check_lines(matched))


def _check_lines(matched: MatchedGold) -> Iterator[str]:
    gold = [match.question for match in matched.matches.values()]
    answerable, mismatches = sum(one.answerable for one in gold), matched.mismatches
    ranked = len(matched.judgements)
    spans = sum(any(match.spans.values()) for match in matched.matches.values())
    questions = "question" if len(gold) == 1 else "questions"
    yield f"{len(gold):,} {questions}: {answerable:,} answerable, {len(gold) - answerable:,} not"
    names = "names" if ranked == 1 else "name"
    yield f"{ranked:,} {names} a relevant article, {spans:,} of them with the answer"
    if mismatches:
        does = "does" if len(mismatches) == 1 else "do"
        count = f"{len(mismatches):,} of {len(gold):,} {questions}"
        yield f"MISMATCH: {count} {does} not match the archive:"
        yield from (f"  {one_line(id)}: {one_line(why)}" for id, why in mismatches)
    else:
        yield "Every question matches the archive."


def _match_question(
    question: GoldQuestion,
    read: Callable[[str], Article | None],
    find_context: Callable[[str], ContextPlace | None],
) -> GoldMatch:
    if not question.answerable:
        return GoldMatch(question, question.articles)
    if question.context and not question.articles:
        place = find_context(question.context)
        if not place:
            return GoldMatch(question, problem="no article holds the text that it is asked about")
        located = _move_to_article(question, question.context, *place)
    else:
        located = question
    articles = {id: read(id) for id in located.relevant}
    there = [article for article in articles.values() if article]
    spans = {article.id: tuple(_find_answers(located, article)) for article in there}
    problems = [
        *_find_problems(located, articles),
        *([] if any(spans.values()) else _missing_answer(located, there)),
    ]
    return GoldMatch(question, located.articles, spans, "; ".join(problems) or None)


def _missing_answer(question: GoldQuestion, articles: Sequence[Article]) -> Iterator[str]:
    """The problem of an answer that no text of its articles has; perhaps a title has it."""
    if question.answers and articles:
        titles = (article.title for article in articles)
        titled = any(any(find_occurrences(title, question.answers)) for title in titles)
        where = "only in the title of" if titled else "not in"
        ids = _first_ids([article.id for article in articles])
        yield f"its answer is {where} {ids}: {question.answers[0]}"


def _find_problems(question: GoldQuestion, articles: Mapping[str, Article | None]) -> Iterator[str]:
    if missing := [id for id, article in articles.items() if article is None]:
        yield f"not in the archive: {_first_ids(missing)}"
    for article in filter(None, articles.values()):
        for span in question.spans:
            if not _has_answer(article.text[slice(*span)], question.answers):
                yield f"{article.id} does not say the answer at {span.start}-{span.end}"


def _find_answers(question: GoldQuestion, article: Article) -> list[Span]:
    """Where the answers stand: the given spans that say one, else every occurrence of one."""
    given = [s for s in question.spans if _has_answer(article.text[slice(*s)], question.answers)]
    return given or sorted(set(find_occurrences(article.text, question.answers)))


def _has_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether a text says an answer; any text does where none is known in words."""
    if not answers:
        return bool(text.strip())
    return text in answers or any(find_occurrences(text, answers))


def _find_context(archive: Store, context: str) -> ContextPlace | None:
    """The article that holds a context, which reading may have made tidy."""
    for text in dict.fromkeys((context, tidy(context).strip(), "\n\n".join(paragraphs(context)))):
        id = archive.find_text(text) if text else None
        article = archive.article(id) if id else None
        if article:
            return article, article.text.index(text)
    return None


def _move_to_article(
    question: GoldQuestion, context: str, article: Article, start: int
) -> GoldQuestion:
    """The question with its article, its spans moved from the context to the article's text."""
    spans = tuple(_move_span(span, context, article.text, start) for span in question.spans)
    return replace(question, articles={article.id: 1}, spans=spans)


def _move_span(span: Span, context: str, text: str, start: int) -> Span:
    """Reading changes no visible character: the nth of the context is the nth of the article."""
    if text.startswith(context, start):
        return Span(start + span.start, start + span.end)
    before, within = (
        _count_visible(part) for part in (context[: span.start], context[slice(*span)])
    )
    visible = (at for at in range(start, len(text)) if not text[at].isspace())
    places = list(islice(visible, before, before + max(within, 1)))
    return Span(places[0], places[-1] + 1)


def _count_visible(text: str) -> int:
    return sum(not character.isspace() for character in tidy(text))


def _first_ids(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
