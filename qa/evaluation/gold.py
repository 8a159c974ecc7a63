"""Gold sets: questions with the answers and the articles that people judged to be right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from corpus.errors import InputError
from corpus.records import Span
from qa.evaluation.gold_formats import GoldRecord, choose_qrels, read_qrels, read_records
from qa.questions import read_text


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and what is right for it.

    `answers` are the accepted wordings and `articles` the grade of each judged article (0 or
    less: not relevant); either may be empty, where it is not known. `answerable` is False where
    the right reply is that the archive does not say. `context` is the text that the question was
    written for, in a set that names no articles. `spans` are where the answers stand, where that
    is known: in `context` if there is one, else in the one article that is relevant.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    articles: Mapping[str, int] = field(default_factory=dict)
    asked_on: date | None = None
    answerable: bool = True
    context: str | None = None
    spans: tuple[Span, ...] = ()

    @property
    def has_known_answer(self) -> bool:
        """Whether it is known what a right answer says, or where it stands."""
        return bool(self.answers or self.spans)

    @property
    def relevant(self) -> tuple[str, ...]:
        """The articles judged to be relevant."""
        return tuple(article for article, grade in self.articles.items() if grade > 0)


def load_gold(
    path: Path, *, qrels: str | None = None, presumed_unanswerable: bool = False
) -> tuple[GoldQuestion, ...]:
    """The questions of a .jsonl file, a SQuAD .json file or a folder in the BEIR layout.

    `qrels` chooses a BEIR folder's judgements by name, or is a file of judgements, in BEIR's
    three columns or TREC's four, for the questions of a folder or of a .jsonl file.
    `presumed_unanswerable` adds the questions of a folder's unanswerable_presumed.jsonl.
    InputError where a set is empty or any part of it in doubt: a measure over half of a set
    would look like one over all of it.
    """
    gold = [*_read_questions(path, qrels)]
    if presumed_unanswerable:
        gold += _read_presumed_unanswerable(path)
    if not gold:
        raise InputError(f"{path} holds no gold questions")
    id, times = Counter(question.id for question in gold).most_common(1)[0]
    if times > 1:
        raise InputError(f"{path} has {times} questions with the id {id}")
    return tuple(gold)


def gold_settings(gold: Sequence[GoldQuestion], today: date) -> dict[str, str]:
    """What a run depends on in its gold set, by name, for the record of the run.

    Runs with another `gold` cannot be compared; that is twelve hex digits of its questions,
    answers and judgements. The rest says why the same questions may be answered or judged
    otherwise: their dates, contexts and spans, and the day on which those without a date are
    asked.
    """
    settings = {"gold": _gold_fingerprint(gold), "gold dates and spans": _details_fingerprint(gold)}
    if not all(each.asked_on for each in gold):
        settings["asked on"] = today.isoformat()
    return settings


def _gold_fingerprint(gold: Iterable[GoldQuestion]) -> str:
    """Twelve hex digits that change with any question, answer or judgement."""
    return _fingerprint(
        (each.id, each.question, each.answers, sorted(each.articles.items()), each.answerable)
        for each in gold
    )


def _details_fingerprint(gold: Iterable[GoldQuestion]) -> str:
    return _fingerprint(
        (each.id, str(each.asked_on), each.context, tuple(map(tuple, each.spans))) for each in gold
    )


def _fingerprint(rows: Iterable[tuple[object, ...]]) -> str:
    digest = sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()[:12]


def _read_questions(path: Path, qrels: str | None) -> Iterator[GoldQuestion]:
    if path.is_dir():
        return _read_judged(path / "queries.jsonl", choose_qrels(path, qrels))
    if path.suffix.lower() == ".json":
        if qrels:
            raise InputError(f"{path} is SQuAD JSON, which --qrels does not go with")
        return _read_squad(path)
    return _read_judged(path, Path(qrels)) if qrels else map(_parse_line, read_records(path))


def _parse_line(record: GoldRecord) -> GoldQuestion:
    """Our own line: `id`, `question`, `answers`, `article` or `articles`, `span`, `date`.

    No answers means that the archive does not say; a line that names articles and has no field
    for answers at all measures retrieval only.
    """
    span, question = record.span(), _parse_question(record, record.grades())
    unsaid = not question.answers and (record.has_answer_field or not question.articles)
    if unsaid or not question.answerable:
        return replace(question, answerable=False)
    if span and len(question.relevant) != 1:
        raise InputError(f"{record.where}: `span` needs one `article` that it stands in")
    return replace(question, spans=(span,) if span else ())


def _read_judged(queries: Path, qrels: Path) -> Iterator[GoldQuestion]:
    """The judged queries, and those that say themselves that nothing answers them."""
    judged, found = read_qrels(qrels), set()
    for record in read_records(queries):
        question = _parse_question(record, judged.get(record.id, {}))
        unsaid = record.has_answer_field and not question.answers and not question.relevant
        found.add(question.id)
        if unsaid or question.id in judged or not question.answerable:
            yield replace(question, answerable=question.answerable and not unsaid)
    if unknown := judged.keys() - found:
        raise InputError(f"{qrels} judges {min(unknown)}, which {queries} does not hold")


def _read_presumed_unanswerable(folder: Path) -> Iterator[GoldQuestion]:
    """The answers that stand there are true, and not in the archive."""
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: it has no unanswerable_presumed.jsonl")
    for record in read_records(folder / "unanswerable_presumed.jsonl"):
        yield replace(_parse_question(record, {}), answers=(), answerable=False)


def _parse_question(record: GoldRecord, articles: Mapping[str, int]) -> GoldQuestion:
    answers, unanswerable = record.answers(), record.flag("unanswerable")
    return GoldQuestion(
        id=record.id,
        question=record.text("question", "text"),
        answers=() if unanswerable else answers,
        articles=articles,
        asked_on=record.day("date"),
        answerable=not unanswerable,
    )


def _read_squad(path: Path) -> Iterator[GoldQuestion]:
    """The questions of SQuAD 1.1 or 2.0 JSON: one without an answer is unanswerable."""
    try:
        for article in json.loads(read_text(path))["data"]:
            for paragraph in article["paragraphs"]:
                for entry in paragraph["qas"]:
                    record = GoldRecord(f"{path} question {entry['id']}", entry)
                    yield _parse_squad_entry(record, entry["answers"], paragraph["context"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{path} is not SQuAD JSON ({type(error).__name__}: {error})") from error


def _parse_squad_entry(
    record: GoldRecord, answers: Iterable[Mapping[str, object]], context: object
) -> GoldQuestion:
    if not isinstance(context, str):
        raise TypeError("a context is no text")
    given = [] if record.flag("is_impossible") else [(str(a["text"]), a) for a in answers]
    given = [(text, answer) for text, answer in given if text.strip()]
    spans = (_find_span(text, answer.get("answer_start"), context) for text, answer in given)
    return GoldQuestion(
        id=record.id,
        question=record.text("question"),
        answers=tuple(dict.fromkeys(text for text, _ in given)),
        answerable=bool(given),
        context=context,
        spans=tuple(dict.fromkeys(span for span in spans if span)),
    )


def _find_span(answer: str, start: object, context: str) -> Span | None:
    """Where the answer stands in the context; None where its offset is wrong."""
    if isinstance(start, int) and start >= 0 and context.startswith(answer, start):
        return Span(start, start + len(answer))
    return None
