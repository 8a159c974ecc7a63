"""The sample archive: true to its form, and its gold answers really stand in it."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest

SAMPLE = files("qa.sample")
OUTLET = "Pullquote Sample Wire"


class Told(NamedTuple):
    """One sample article as its file has it."""

    front: dict[str, str]
    body: str


def parse(text: str) -> Told:
    _, front, body = text.split("---", 2)
    fields = (line.partition(": ") for line in front.strip().splitlines())
    return Told({name: value for name, _, value in fields}, body.strip())


def words(text: str) -> list[str]:
    plain = re.sub(r"\b([A-Z])\.([A-Z])\.", r"\1\2", text).lower()
    return re.findall(r"[a-z0-9]+", plain)


def runs(text: str, length: int = 7) -> set[tuple[str, ...]]:
    heard = words(text)
    return {tuple(heard[i : i + length]) for i in range(len(heard) - length + 1)}


ARTICLES = {
    found.name.removesuffix(".md"): parse(found.read_text(encoding="utf-8"))
    for found in SAMPLE.joinpath("articles").iterdir()
    if found.name.endswith(".md")
}
GOLD: list[dict[str, Any]] = [
    json.loads(line)
    for line in SAMPLE.joinpath("gold.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [row for row in GOLD if row["answers"]]
every_article = pytest.mark.parametrize("stem", sorted(ARTICLES))
every_answerable = pytest.mark.parametrize("row", ANSWERABLE, ids=lambda row: row["id"])


def test_there_are_enough_articles_to_search() -> None:
    assert len(ARTICLES) >= 12
    assert len({told.body for told in ARTICLES.values()}) == len(ARTICLES)


@every_article
def test_an_article_names_its_title_its_outlet_and_the_day_in_its_file_name(stem: str) -> None:
    front = ARTICLES[stem].front
    assert set(front) == {"title", "date", "source"}
    assert front["title"]
    assert front["source"] == OUTLET
    assert stem.startswith(f"{date.fromisoformat(front['date'])}-")


@every_article
def test_an_article_is_short_and_not_too_short(stem: str) -> None:
    told = ARTICLES[stem]
    assert 150 <= len(told.body.split()) <= 350
    assert told.front["title"] not in told.body


def test_the_gold_has_both_kinds_of_questions_and_asks_each_once() -> None:
    assert len(GOLD) >= 60
    assert len(GOLD) - len(ANSWERABLE) >= 15
    assert len({row["id"] for row in GOLD}) == len(GOLD)
    assert len({row["question"] for row in GOLD}) == len(GOLD)
    assert not any("article" in row for row in GOLD if not row["answers"])


@every_answerable
def test_a_gold_answer_stands_word_for_word_in_its_article(row: dict[str, Any]) -> None:
    body = ARTICLES[row["article"]].body
    assert [answer for answer in row["answers"] if answer not in body] == []


@every_answerable
def test_the_other_articles_named_answer_too(row: dict[str, Any]) -> None:
    for stem in row.get("articles", []):
        assert stem != row["article"]
        body = words(ARTICLES[stem].body)
        assert any(" ".join(words(answer)) in " ".join(body) for answer in row["answers"])


@pytest.mark.parametrize("row", [row for row in GOLD if "date" in row], ids=lambda row: row["id"])
def test_a_question_is_asked_no_earlier_than_its_article(row: dict[str, Any]) -> None:
    article = date.fromisoformat(ARTICLES[row["article"]].front["date"])
    assert date.fromisoformat(row["date"]) >= article


def test_no_run_of_seven_words_is_taken_from_the_sources(shared: Path) -> None:
    sources = sorted(shared.joinpath("articles").glob("00[0-4].txt"))
    assert len(sources) == 5
    source_runs = {path.name: runs(path.read_text(encoding="utf-8")) for path in sources}
    taken = {
        (stem, name, " ".join(run))
        for stem, told in ARTICLES.items()
        for run in runs(f"{told.front['title']}\n{told.body}")
        for name, heard in source_runs.items()
        if run in heard
    }
    assert taken == set()
