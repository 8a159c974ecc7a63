"""The public sets that the reader learns from: questions, each with where its answer stands."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.records import Span

SEED = 20161

# Whole articles of SQuAD's train set that nothing learns from, drawn once by chance from those
# that have unanswerable questions too: they choose and calibrate.
HELD_OUT_ARTICLES = 12
# Every so many-th question of a set of lone paragraphs is held out too.
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


def squad(
    path: Path, held_out: frozenset[str] = frozenset(), *, titled: bool = True
) -> list[Example]:
    """The questions of a file in SQuAD's form, versions 1.1 and 2.0, packed or not."""
    return [*_squad(path, held_out, titled)]


def _squad(path: Path, held_out: frozenset[str], titled: bool) -> Iterator[Example]:
    of_set = path.name.partition(".")[0]
    for article in _data(path):
        name = str(article["title"])
        for number, each in enumerate(article["paragraphs"]):
            title = name.replace("_", " ") if titled else ""
            paragraph = Paragraph(f"{of_set}/{name}#{number}", title, each["context"])
            for asked in each["qas"]:
                refused = asked.get("is_impossible", False)
                answers = [] if refused else asked["answers"]
                marked = asked.get("plausible_answers", ()) if refused else answers
                yield Example(
                    asked["id"], " ".join(asked["question"].split()), paragraph,
                    _agreed(answers), tuple(dict.fromkeys(a["text"] for a in answers)),
                    name in held_out, tuple(map(_range, marked)),
                )  # fmt: skip


def _data(path: Path) -> list[dict[str, Any]]:
    read = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    articles: list[dict[str, Any]] = json.loads(read)["data"]
    return articles


def lone_questions(path: Path, every: int = HELD_OUT_EVERY) -> list[Example]:
    """Questions about a paragraph each, in SQuAD's form; every so many-th is held out."""
    examples = enumerate(squad(path))
    return [replace(example, held_out=number % every == 0) for number, example in examples]


def _agreed(answers: list[dict[str, Any]]) -> Span | None:
    """The range that most annotators chose; of equals the shortest, then the first."""
    chosen = Counter(map(_range, answers))
    return min(chosen, key=lambda s: (-chosen[s], s.end - s.start, s.start), default=None)


def _range(answer: dict[str, Any]) -> Span:
    start = answer["answer_start"]
    return Span(start, start + len(answer["text"]))


def held_out_articles(unanswerable: Path) -> frozenset[str]:
    """The names of the articles of SQuAD's train set that are held out, answerable or not."""
    names = sorted(str(article["title"]) for article in _data(unanswerable))
    return frozenset(random.Random(SEED).sample(names, HELD_OUT_ARTICLES))


def natural_questions(folder: Path) -> list[Example]:
    """Questions typed into a search engine, each with the one passage that answers."""
    corpus = {each["_id"]: each for each in _lines(folder / "corpus.jsonl.gz")}
    judged = _qrels(folder / "qrels" / "test.tsv")
    examples: list[Example] = []
    for number, asked in enumerate(_lines(folder / "queries.jsonl")):
        for id in judged[asked["_id"]]:
            text = corpus[id]["text"]
            span = _first_of(asked["answers"], text)
            if span is not None:
                paragraph = Paragraph(id, corpus[id]["title"], text)
                examples.append(
                    Example(asked["_id"], asked["text"], paragraph, span,
                            tuple(asked["answers"]), number % HELD_OUT_EVERY == 0)
                )  # fmt: skip
    return examples


def time_questions(folder: Path) -> tuple[list[Example], dict[str, list[Paragraph]]]:
    """Questions with a time in them; and all paragraphs of each of their articles.

    The set is spaced between words and punctuation; that is undone.
    """
    by_article: dict[str, list[Paragraph]] = defaultdict(list)
    for each in _lines(folder / "corpus.jsonl.gz"):
        paragraph = Paragraph(each["_id"], each["title"], _closed_up(each["text"]))
        by_article[each["_id"].rpartition("#")[0]].append(paragraph)
    paragraphs = {p.id: p for all_of_it in by_article.values() for p in all_of_it}
    judged = _qrels(folder / "qrels" / "train.tsv")
    examples: list[Example] = []
    for asked in _lines(folder / "queries.jsonl"):
        answers = [_closed_up(a) for a in asked["answers"]]
        if asked["unanswerable"]:
            first = by_article[asked["article"]][0]
            examples.append(Example(asked["_id"], asked["text"], first, None, (), False))
        for id in judged.get(asked["_id"], ()):
            span = _first_of(answers, paragraphs[id].text)
            if span is not None:
                examples.append(
                    Example(
                        asked["_id"], asked["text"], paragraphs[id], span, tuple(answers), False
                    )
                )
    return examples, dict(by_article)


def _closed_up(text: str) -> str:
    return re.sub(r" (?=[.,;:!?%)’])|(?<=\() ", "", text)


def _first_of(answers: Iterable[str], text: str) -> Span | None:
    """Where the first of the answers that the text holds stands in it, as a word."""
    for answer in answers:
        found = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE)
        if found:
            return Span(*found.span())
    return None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        yield from map(json.loads, file)


def _qrels(path: Path) -> dict[str, list[str]]:
    judged: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, article, grade = line.split("\t")
        if int(grade) > 0:
            judged[query].append(article)
    return judged
