"""The public sets that the reader learns from: questions, each with where its answer stands."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.records import Span

SEED = 20161

# Whole articles of SQuAD's train set that nothing learns from, drawn once by chance from those
# that have unanswerable questions too: they choose and calibrate.
HELD_OUT_ARTICLES = 12
# In a set of lone paragraphs every twentieth question is held out too.
HELD_OUT_EVERY = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What an archive made of the set keeps as one article."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the paragraph that was judged for it.

    `answer` is a range of the paragraph's text, None where it does not answer; `answers` are
    all accepted wordings. `chosen` are the ranges that people marked, one for each of them:
    where the paragraph does not answer, what they took for the likeliest wrong answer.
    """

    id: str
    question: str
    paragraph: Paragraph
    answer: Span | None
    answers: tuple[str, ...]
    held_out: bool
    chosen: tuple[Span, ...] = ()


def read_squad(
    path: Path, held_out: frozenset[str] = frozenset(), *, titled: bool = True
) -> list[Example]:
    """The questions of a file in SQuAD's form, versions 1.1 and 2.0, gzipped or not."""
    set_name = path.name.partition(".")[0]
    examples: list[Example] = []
    for article in _read_articles(path):
        name = str(article["title"])
        title = name.replace("_", " ") if titled else ""
        for number, each in enumerate(article["paragraphs"]):
            paragraph = Paragraph(f"{set_name}/{name}#{number}", title, each["context"])
            examples += [
                _squad_example(question, paragraph, held_out=name in held_out)
                for question in each["qas"]
            ]
    return examples


def _squad_example(question: dict[str, Any], paragraph: Paragraph, *, held_out: bool) -> Example:
    refused = question.get("is_impossible", False)
    answers = [] if refused else question["answers"]
    marked = question.get("plausible_answers", ()) if refused else answers
    return Example(
        id=question["id"],
        question=" ".join(question["question"].split()),
        paragraph=paragraph,
        answer=_majority_range(answers),
        answers=tuple(dict.fromkeys(answer["text"] for answer in answers)),
        held_out=held_out,
        chosen=tuple(map(_answer_range, marked)),
    )


def _read_articles(path: Path) -> list[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    articles: list[dict[str, Any]] = json.loads(content)["data"]
    return articles


def read_lone_questions(path: Path, every: int = HELD_OUT_EVERY) -> list[Example]:
    """Questions in SQuAD's form, each about a paragraph of its own.

    One in `every` is held out, beginning with the first.
    """
    examples = enumerate(read_squad(path))
    return [replace(example, held_out=number % every == 0) for number, example in examples]


def _majority_range(answers: list[dict[str, Any]]) -> Span | None:
    """The range that most annotators chose; of equals the shortest, then the first."""
    chosen = Counter(map(_answer_range, answers))
    return min(chosen, key=lambda s: (-chosen[s], s.end - s.start, s.start), default=None)


def _answer_range(answer: dict[str, Any]) -> Span:
    start = answer["answer_start"]
    return Span(start, start + len(answer["text"]))


def draw_held_out_articles(unanswerable: Path) -> frozenset[str]:
    """The names of the articles of SQuAD's train set that are held out, always the same.

    `unanswerable` is the file of the set's unanswerable questions.
    """
    names = sorted(str(article["title"]) for article in _read_articles(unanswerable))
    return frozenset(random.Random(SEED).sample(names, HELD_OUT_ARTICLES))


def read_natural_questions(folder: Path) -> list[Example]:
    """Questions typed into a search engine, each with the one passage that answers."""
    corpus = {each["_id"]: each for each in _read_lines(folder / "corpus.jsonl.gz")}
    judged = _read_qrels(folder / "qrels" / "test.tsv")
    examples: list[Example] = []
    for number, query in enumerate(_read_lines(folder / "queries.jsonl")):
        for id in judged[query["_id"]]:
            paragraph = Paragraph(id, corpus[id]["title"], corpus[id]["text"])
            example = _query_example(query, paragraph, query["answers"])
            if example:
                examples.append(replace(example, held_out=number % HELD_OUT_EVERY == 0))
    return examples


def read_time_questions(folder: Path) -> tuple[list[Example], dict[str, list[Paragraph]]]:
    """Questions with a time in them; and all paragraphs of each of their articles.

    The set is spaced between words and punctuation; that is undone.
    """
    by_article = _read_article_paragraphs(folder / "corpus.jsonl.gz")
    paragraphs = {each.id: each for article in by_article.values() for each in article}
    judged = _read_qrels(folder / "qrels" / "train.tsv")
    examples: list[Example] = []
    for query in _read_lines(folder / "queries.jsonl"):
        if query["unanswerable"]:
            first = by_article[query["article"]][0]
            examples.append(Example(query["_id"], query["text"], first, None, (), held_out=False))
        examples += _time_examples(query, judged, paragraphs)
    return examples, by_article


def _read_article_paragraphs(path: Path) -> dict[str, list[Paragraph]]:
    by_article: dict[str, list[Paragraph]] = defaultdict(list)
    for each in _read_lines(path):
        paragraph = Paragraph(each["_id"], each["title"], _close_spaces(each["text"]))
        by_article[article_name(paragraph)].append(paragraph)
    return dict(by_article)


def _time_examples(
    query: dict[str, Any], judged: Mapping[str, list[str]], paragraphs: Mapping[str, Paragraph]
) -> Iterator[Example]:
    answers = [_close_spaces(answer) for answer in query["answers"]]
    for id in judged.get(query["_id"], ()):
        example = _query_example(query, paragraphs[id], answers)
        if example:
            yield example


def _query_example(
    query: dict[str, Any], paragraph: Paragraph, answers: list[str]
) -> Example | None:
    """None where no answer stands in the paragraph."""
    span = _find_first(answers, paragraph.text)
    if span is None:
        return None
    return Example(query["_id"], query["text"], paragraph, span, tuple(answers), held_out=False)


def article_name(paragraph: Paragraph) -> str:
    """The part of a paragraph's id that names its article."""
    return paragraph.id.rpartition("#")[0]


def _close_spaces(text: str) -> str:
    return re.sub(r" (?=[.,;:!?%)’])|(?<=\() ", "", text)


def _find_first(answers: Iterable[str], text: str) -> Span | None:
    """The place of the first of the answers that the text holds as whole words."""
    for answer in answers:
        found = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE)
        if found:
            return Span(*found.span())
    return None


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        yield from map(json.loads, file)


def _read_qrels(path: Path) -> dict[str, list[str]]:
    judged: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, article, grade = line.split("\t")
        if int(grade) > 0:
            judged[query].append(article)
    return judged
