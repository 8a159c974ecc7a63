"""Gold sets in each of their layouts; a set in doubt is refused, never read in part."""

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InputError
from qa.evaluation.gold import GoldQuestion, load_gold, located


def lines(path: Path, *records: dict[str, object] | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def beir(folder: Path, *queries: dict[str, object], **qrels: str) -> Path:
    lines(folder / "queries.jsonl", *queries)
    for name, judgements in qrels.items():
        header = "query-id\tcorpus-id\tscore"
        lines(folder / "qrels" / f"{name}.tsv", header, *judgements.split("\n"))
    return folder


def squad(folder: Path, *entries: dict[str, object]) -> Path:
    paragraph = {"context": "Ferries sail at noon.", "qas": entries}
    return lines(folder / "dev.json", {"data": [{"title": "Ferry", "paragraphs": [paragraph]}]})


@pytest.mark.parametrize(
    ("record", "gold"),
    [
        (
            {"answers": ["noon", "midday", "noon"], "article": "f1", "date": "2016-02-04"},
            {"answers": ("noon", "midday"), "articles": {"f1": 1}, "asked_on": date(2016, 2, 4)},
        ),
        ({"answers": "noon"}, {"answers": ("noon",)}),
        ({"answer": "noon", "articles": ["f1", "f2"]}, {"answers": ("noon",), "articles": 2}),
        ({"answers": ["noon"], "articles": {"f1": 2, "f2": 0}}, {"answers": ("noon",)}),
        ({}, {"answerable": False}),
        ({"answers": []}, {"answerable": False}),
        ({"answers": [], "article": "f1"}, {"answerable": False, "articles": {"f1": 1}}),
        ({"article": "f1"}, {"articles": {"f1": 1}}),
        ({"answers": ["noon"], "unanswerable": True}, {"answerable": False}),
    ],
)
def test_our_own_lines_say_what_is_right(tmp_path, record, gold):
    path = lines(tmp_path / "gold.jsonl", {"id": "q", "question": "When?", **record})
    (question,) = load_gold(path)
    articles = (
        {2: {"f1": 1, "f2": 1}}.get(gold.get("articles"), gold.get("articles"))
        if not (isinstance(gold.get("articles"), dict))
        else gold["articles"]
    )
    assert question == GoldQuestion(
        "q",
        "When?",
        answers=gold.get("answers", ()),
        articles=record["articles"]
        if articles is None and "articles" in record
        else articles or {},
        asked_on=gold.get("asked_on"),
        answerable=gold.get("answerable", True),
    )
