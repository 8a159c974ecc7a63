"""Gold sets: questions with the answers and the articles that people judged to be right."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from corpus.errors import InputError
from qa.questions import day, first_text, json_lines, read_text


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and what is right for it.

    `answers` are the accepted wordings and `articles` the grade of each judged article (0: not
    relevant); either may be empty, where it is not known. `answerable` is False where the right
    reply is that the archive does not say. `context` is the text that the question was written
    for, in a set that names no articles.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    articles: Mapping[str, int] = field(default_factory=dict)
    asked_on: date | None = None
    answerable: bool = True
    context: str | None = None


def load_gold(
    path: Path, *, qrels: str | None = None, presumed_unanswerable: bool = False
) -> tuple[GoldQuestion, ...]:
    """The questions of a .jsonl file, a SQuAD .json file or a folder in the BEIR layout.

    `qrels` chooses a BEIR folder's judgements; `presumed_unanswerable` adds the questions of its
    unanswerable_presumed.jsonl. InputError where a set is empty or any part of it in doubt:
    a measure over half of a set would look like one over all of it.
    """
    if path.is_dir():
        gold = [*_from_beir(path, qrels)]
        if presumed_unanswerable:
            gold += _presumed_unanswerable(path / "unanswerable_presumed.jsonl")
    elif qrels or presumed_unanswerable:
        raise InputError(f"{path} is not a BEIR folder: it has no judgements to choose from")
    else:
        gold = [*(_from_squad(path) if path.suffix.lower() == ".json" else _from_jsonl(path))]
    if not gold:
        raise InputError(f"{path} holds no gold questions")
    id, times = Counter(question.id for question in gold).most_common(1)[0]
    if times > 1:
        raise InputError(f"{path} has {times} questions with the id {id}")
    return tuple(gold)


def located(
    gold: Iterable[GoldQuestion], article_holding: Callable[[str], str | None]
) -> Iterator[GoldQuestion]:
    """The questions, each with the article that holds its context, where there is one."""
    find = cache(article_holding)
    for question in gold:
        found = find(question.context) if question.context and question.answerable else None
        yield replace(question, articles={found: 1}) if found else question


def _from_jsonl(path: Path) -> Iterator[GoldQuestion]:
    """Our own layout: `id`, `question`, `answers`, `article` or `articles`, `date`.

    No answers means that the archive does not say; a line that names articles and has no field
    for answers at all measures retrieval only.
    """
    for where, record in _records(path):
        question = _question(record, where, "id", "question")
        articles = _articles(record, where)
        silent = not question.answers and ("answers" in record or not articles)
        answerable = question.answerable and not silent
        yield replace(question, articles=articles, answerable=answerable)


def _from_squad(path: Path) -> Iterator[GoldQuestion]:
    try:
        for article in json.loads(read_text(path))["data"]:
            for paragraph in article["paragraphs"]:
                for entry in paragraph["qas"]:
                    impossible = entry.get("is_impossible", False)
                    given = () if impossible else (answer["text"] for answer in entry["answers"])
                    answers = tuple(dict.fromkeys(text for text in given if text.strip()))
                    yield GoldQuestion(
                        id=str(entry["id"]),
                        question=entry["question"].strip(),
                        answers=answers,
                        answerable=bool(answers),
                        context=paragraph["context"],
                    )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{path} is not SQuAD JSON ({type(error).__name__}: {error})") from error


def _from_beir(folder: Path, qrels: str | None) -> Iterator[GoldQuestion]:
    """The judged queries, and those that say themselves that nothing answers them."""
    judgements = _qrels_file(folder, qrels)
    judged, queries = _judgements(judgements), folder / "queries.jsonl"
    found = set()
    for where, record in _records(queries):
        question = _question(record, where, "_id", "text")
        found.add(question.id)
        if question.id in judged or not question.answerable:
            yield replace(question, articles=judged.get(question.id, {}))
    if unknown := judged.keys() - found:
        raise InputError(f"{judgements} judges {min(unknown)}, which {queries} does not hold")


def _presumed_unanswerable(path: Path) -> Iterator[GoldQuestion]:
    """The answers that stand there are true, and not in the archive."""
    for where, record in _records(path):
        question = _question(record, where, "_id", "text")
        yield replace(question, answers=(), answerable=False)


def _qrels_file(folder: Path, name: str | None) -> Path:
    files = {path.stem: path for path in sorted((folder / "qrels").glob("*.tsv"))}
    wanted = name.removesuffix(".tsv") if name else "test"
    if wanted in files:
        return files[wanted]
    if name is None and len(files) == 1:
        return files.popitem()[1]
    if not files:
        raise InputError(f"{folder} has no qrels/*.tsv: it is not a BEIR folder")
    raise InputError(f"{folder} has the judgements {', '.join(files)}: choose with --qrels")


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    """Each query's judged articles with their grades, as BEIR's three columns say."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        try:
            query, article, grade = map(str.strip, line.split("\t"))
            judged[query][article] = int(grade)
        except ValueError:
            if line.strip() and number > 1:  # The first line is the header.
                why = "not a query, an article and a grade, with tabs between"
                raise InputError(f"{path} line {number}: {why}") from None
    return dict(judged)


def _records(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Each line's JSON object, with where it stands."""
    for number, record in json_lines(read_text(path)):
        if record is None:
            raise InputError(f"{path} line {number}: not a JSON object")
        yield f"{path} line {number}", record


def _question(record: dict[str, object], where: str, id: str, text: str) -> GoldQuestion:
    for name in (id, text):
        if not first_text(record, name):
            raise InputError(f"{where}: it has no `{name}`")
    unanswerable = record.get("unanswerable", False)
    if not isinstance(unanswerable, bool):
        raise InputError(f"{where}: `unanswerable` is neither true nor false")
    try:
        asked_on = day(record.get("date"))
    except ValueError as error:
        raise InputError(f"{where}: {error}") from error
    answers = (*_texts(record, "answers", where), *_texts(record, "answer", where))
    return GoldQuestion(
        id=first_text(record, id),
        question=first_text(record, text),
        answers=() if unanswerable else tuple(dict.fromkeys(answers)),
        asked_on=asked_on,
        answerable=not unanswerable,
    )


def _articles(record: dict[str, object], where: str) -> dict[str, int]:
    graded = record.get("articles")
    if not isinstance(graded, dict):
        names = (*_texts(record, "articles", where), *_texts(record, "article", where))
        return dict.fromkeys(names, 1)
    if not all(isinstance(grade, int) for grade in graded.values()):
        raise InputError(f"{where}: the grades of `articles` are whole numbers")
    return graded


def _texts(record: dict[str, object], name: str, where: str) -> list[str]:
    """The texts of a field that holds one, a list of them, or nothing."""
    value = record.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    texts = [text for text in values if isinstance(text, str)]
    if len(texts) < len(values):
        raise InputError(f"{where}: `{name}` is neither a text nor a list of texts")
    return [text for text in texts if text.strip()]
