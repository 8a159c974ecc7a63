"""Asking a gold set on a small real archive: values, losses, errors, reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from conftest import WordEncoder, an_article

from corpus.errors import InputError
from corpus.records import Article, Span
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.answers import Answer, Evidence, Status, Trace
from qa.evaluation.ask_gold import evaluate
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcomes import Evaluation
from qa.evaluation.report import report_as_json, report_as_text
from qa.search.hits import Hit

GOLD = GoldQuestion("g", "Who set the camera?", ("Runa Estrin",), {"lynx": 1})


READ = 5


class Shelf:
    """Answers with what it is told to put first and to quote, from a real archive.

    The first five passages count as read.
    """

    def __init__(
        self,
        archive: SqliteStore,
        ranking: list[str],
        quote: str | None,
        copies: dict[str, list[str]] | None = None,
        status: Status = "answered",
    ) -> None:
        self.archive, self.ranking, self.quote = archive, ranking, quote
        self.copies, self.status = copies or {}, status
        self.asked: list[tuple[str, date | None, int]] = []

    def __call__(self, question: str, *, asked_on: date | None = None, top: int) -> Answer:
        self.asked.append((question, asked_on, top))
        evidence = tuple(map(self._evidence, range(len(self.ranking))))
        text = self.quote
        if text is not None and evidence:
            found = evidence[0].passage.article.text.find(text)
            evidence = (replace(evidence[0], answer=Span(found, found + len(text))), *evidence[1:])
        hits = tuple(each.hit for each in evidence)
        status: Status = "not_found" if text is None else self.status
        return Answer(question, question, status, text, 0.6, evidence, None, 5.0,
                      trace=Trace(hits, {"encode": 1.0, "read": 4.0}))  # fmt: skip

    def _evidence(self, place: int) -> Evidence:
        article = self._article(self.ranking[place])
        passage = self.archive.passages_of(article)[0]
        return Evidence(
            Hit(passage, 1.0 - place / 10, read=0.0 if place < READ else None),
            Span(passage.start, passage.end),
            copies=tuple(map(self._article, self.copies.get(article.id, ()))),
        )

    def _article(self, id: str) -> Article:
        article = self.archive.article(id)
        assert article is not None
        return article


@pytest.fixture
def asked(archive: SqliteStore) -> Callable[..., Evaluation]:
    def run(ranking: list[str], quote: str | None, gold: GoldQuestion = GOLD) -> Evaluation:
        return evaluate([gold], Shelf(archive, ranking, quote), archive)

    return run


def test_straight_marks_in_gold_are_worth_what_curly_ones_in_the_article_are(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    text = "The architect was Ada O’Lindqvist."
    embed_and_put([an_article("stadium", "Stadium opens", text)], archive, encoder)
    gold = GoldQuestion("g", "Who was the architect?", ("Ada O'Lindqvist",), {"stadium": 1})
    asked = evaluate([gold], Shelf(archive, ["stadium"], "Ada O’Lindqvist"), archive)
    assert asked.outcomes[0].values["EM"] == asked.outcomes[0].values["F1"] == 1


def test_a_right_answer_is_worth_one_everywhere(asked: Callable[..., Evaluation]) -> None:
    evaluation = asked(["lynx", "ferry"], "Runa Estrin")
    assert {name: mean.mean for name, mean in evaluation.means().items()} == {
        "nDCG@10": 1, "R@100": 1, "RR@10": 1, "Success@1": 1, "Success@5": 1, "AP": 1,
        "passage Success@1": 1, "passage Success@5": 1, "passage RR@10": 1, "passage R@100": 1,
        "EM": 1, "F1": 1, "EM overall": 1, "F1 overall": 1, "citation": 1,
    }  # fmt: skip
    assert evaluation.losses() == {}


@pytest.mark.parametrize(
    ("ranking", "quote", "lost"),
    [
        (["ferry", "bridge"], "Otto Brandvold", "unfound"),
        ([], None, "unfound"),
        (["ferry", "lynx"], "Otto Brandvold", "reranked away"),
        (["lynx", "ferry"], "A lynx was photographed", "wrong span"),
        (["lynx", "ferry"], None, "wrongly refused"),
        (["ferry", "lynx"], None, "reranked away"),
    ],
)
def test_a_miss_is_traced_to_where_it_was_lost(
    asked: Callable[..., Evaluation], ranking: list[str], quote: str | None, lost: str
) -> None:
    (outcome,) = asked(ranking, quote).outcomes
    assert outcome.lost == lost
    assert outcome.values["EM"] == 0


def test_copies_stand_in_the_ranking_behind_the_row_that_they_are_folded_into(
    archive: SqliteStore,
) -> None:
    shelf = Shelf(archive, ["ferry", "bridge"], None, copies={"ferry": ["comet", "lynx"]})
    (outcome,) = evaluate([GOLD], shelf, archive).outcomes
    assert [found.article for found in outcome.articles] == ["ferry", "comet", "lynx", "bridge"]
    scores = [found.score for found in outcome.articles]
    assert scores == sorted(scores, reverse=True)
    assert (outcome.values["RR@10"], outcome.values["R@100"]) == (pytest.approx(1 / 3), 1)
    (short,) = evaluate([GOLD], shelf, archive, top=2).outcomes
    assert [found.article for found in short.articles] == ["ferry", "comet"]


def test_a_possible_answer_counts_as_an_answer_and_not_as_a_refusal(archive: SqliteStore) -> None:
    nobody = GoldQuestion("n", "Who won the final?", answerable=False)
    shelf = Shelf(archive, ["lynx"], "Runa Estrin", status="possible")
    evaluation = evaluate([GOLD, nobody], shelf, archive)
    right, wrong = evaluation.outcomes
    assert (right.status, right.lost, right.values["EM"], right.values["citation"]) == (
        "possible",
        None,
        1,
        1,
    )
    assert (wrong.lost, wrong.values["NoAns"]) == ("wrongly answered", 0)
    report = report_as_json(evaluation)
    assert report["replies"] == {"answerable": {"possible": 1}, "unanswerable": {"possible": 1}}
    assert (report["refusal"]["wrong"], report["refusal"]["missed"]) == (0, 1)  # type: ignore[index]


def test_what_is_read_no_more_was_lost_in_fusion(archive: SqliteStore) -> None:
    from conftest import WordEncoder, an_article

    from embeddings.embed import embed_and_put

    others = [an_article(f"owl{n}", "Owls", f"Owl number {n} hooted.") for n in range(5)]
    embed_and_put(others, archive, WordEncoder())
    ranking = [*(article.id for article in others), "lynx"]
    (outcome,) = evaluate([GOLD], Shelf(archive, ranking, None), archive).outcomes
    assert outcome.lost == "fused away"
    assert outcome.values["RR@10"] == pytest.approx(1 / 6)


def test_gold_that_is_gone_from_the_archive_is_told_loudly(
    asked: Callable[..., Evaluation],
) -> None:
    gone = replace(GOLD, articles={"vanished": 1})
    evaluation = asked(["lynx"], "Runa Estrin", gone)
    assert evaluation.outcomes[0].values["nDCG@10"] == 0
    assert [mismatch.id for mismatch in evaluation.mismatches] == ["g"]
    assert report_as_text(evaluation).startswith("MISMATCH: 1 of 1 gold questions")
    altered = replace(GOLD, answers=("Someone else",))
    assert asked(["lynx"], None, altered).outcomes[0].lost == "nowhere"


def test_one_missing_article_of_two_is_not_the_loss_of_both(
    asked: Callable[..., Evaluation],
) -> None:
    half = replace(GOLD, articles={"vanished": 1, "lynx": 1})
    evaluation = asked(["ferry", "lynx"], None, half)
    assert evaluation.outcomes[0].lost == "reranked away"
    assert len(evaluation.mismatches) == 1


def test_a_span_without_wording_is_judged_by_its_place(
    archive: SqliteStore, asked: Callable[..., Evaluation]
) -> None:
    lynx = archive.article("lynx")
    assert lynx is not None
    start = lynx.text.index("Runa Estrin")
    placed = replace(GOLD, answers=(), spans=(Span(start, start + 11),))
    right, wrong = asked(["lynx"], "Runa Estrin", placed), asked(["lynx"], "A lynx", placed)
    assert (right.means()["citation"].mean, right.losses()) == (1, {})
    assert (wrong.means()["citation"].mean, wrong.losses()) == (0, {"wrong span": 1})


def test_unanswerable_questions_count_for_refusing_only(asked: Callable[..., Evaluation]) -> None:
    nobody = GoldQuestion("n", "Who won the final?", answerable=False)
    refused, answered = asked(["lynx"], None, nobody), asked(["lynx"], "Runa Estrin", nobody)
    assert refused.means()["NoAns"].mean == 1
    assert refused.losses() == {}
    assert answered.means()["NoAns"].mean == 0
    assert answered.losses() == {"wrongly answered": 1}
    assert "nDCG@10" not in refused.means()


def test_a_question_that_raises_is_listed_and_worth_zero(archive: SqliteStore) -> None:
    right = Shelf(archive, ["lynx"], "Runa Estrin")

    def ask(question: str, *, asked_on: date | None = None, top: int) -> Answer:
        if "twice" in question:
            raise InputError("no\nsuch question")
        return right(question, asked_on=asked_on, top=top)

    gold = [GOLD, replace(GOLD, id="h", question="Who set it twice?")]
    evaluation = evaluate(gold, ask, archive)
    assert evaluation.means()["nDCG@10"] == (0.5, 2)
    assert evaluation.means()["F1"] == (0.5, 2)
    assert evaluation.outcomes[1].lost == "error"
    assert report_as_json(evaluation)["errors"] == [{"id": "h", "error": "no\nsuch question"}]


def test_asking_dates_and_depth_reach_the_archive_and_any_measure_can_be_asked_for(
    archive: SqliteStore,
) -> None:
    shelf = Shelf(archive, ["ferry", "lynx"], None)
    gold = replace(GOLD, asked_on=date(2021, 3, 2))
    evaluation = evaluate([gold], shelf, archive, measures=["P@2", "RR"], top=7)
    assert shelf.asked == [("Who set the camera?", date(2021, 3, 2), 7)]
    values = evaluation.outcomes[0].values
    assert (values["P@2"], values["RR"]) == (0.5, 0.5)
    with pytest.raises(InputError, match="bogus"):
        evaluate([gold], shelf, archive, measures=["bogus"])


def test_the_report_tells_stages_settings_and_the_lost(asked: Callable[..., Evaluation]) -> None:
    evaluation = replace(asked(["ferry", "lynx"], None), settings={"search": "fused"})
    report = json.loads(json.dumps(report_as_json(evaluation)))
    assert report["stages_ms"] == {
        "encode": {"p50": 1.0, "p95": 1.0},
        "read": {"p50": 4.0, "p95": 4.0},
    }
    assert report["lost"] == {"reranked away": ["g"]}
    assert report["settings"] == {"search": "fused"}
    assert report["refusal"]["wrong"] == 1
    text = report_as_text(evaluation)
    assert "1  read, but another passage was put first: g" in text
    assert "stages, p50/p95 ms: encode 1.0/1.0, read 4.0/4.0" in text
