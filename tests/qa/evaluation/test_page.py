"""The page of an evaluation: all of it there, none of it able to act, none of it from elsewhere."""

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, get_args
from urllib.parse import parse_qs

import lxml.html
import pytest

from corpus.records import Span
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcomes import (
    Citation,
    Evaluation,
    FoundArticle,
    FoundPassage,
    Loss,
    Mismatch,
    Outcome,
)
from qa.evaluation.page import render_page
from qa.evaluation.page.charts import count_bars
from qa.evaluation.page.sections import funnel_steps
from qa.evaluation.summary import percentile

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "<!--<script>",
    "]]>'\"&amp;{{ 7 * 7 }}{% raw %}",
    "\x1b]52;c;aGk=\x07\u202egpj.exe\u2028\ud800",
)
SECTIONS = ("measures", "refusal", "funnel", "time", "questions")


def an_outcome(id: str, /, **changes: Any) -> Outcome:
    """A question about the bridge, rightly answered from the second article found."""
    return replace(
        Outcome(
            GoldQuestion(id, f"Who shut it, {id}?", ("engineers",), {"bridge": 2, "moat": 1}),
            "answered",
            "the engineers",
            confidence=0.9,
            articles=(FoundArticle("ferry", 0.9), FoundArticle("bridge", 0.8)),
            passages=(FoundPassage("ferry", 0, 80, 0.9, False),
                      FoundPassage("bridge", 10, 99, 0.8, True)),
            cited=Citation("bridge", Span(40, 53)),
            values={"nDCG@10": 0.5, "passage RR@10": 0.5, "EM": 1.0, "F1": 1.0, "citation": 1.0},
            stages={"encode": 2.0, "read": 30.0},
            elapsed_ms=33.0,
        ),
        **changes,
    )  # fmt: skip


def a_wrong(id: str, lost: Loss, confidence: float = 0.3) -> Outcome:
    values = {"nDCG@10": 0.0, "passage RR@10": 0.0, "EM": 0.0, "F1": 0.0, "citation": 0.0}
    return an_outcome(id, answer="the tide", lost=lost, confidence=confidence, values=values)


def an_unanswerable(id: str, **changes: Any) -> Outcome:
    gold = GoldQuestion(id, "What did the lynx say?", answerable=False)
    silent = an_outcome(
        id, gold=gold, status="not_found", answer=None, cited=None, values={}, confidence=0.1
    )
    return replace(silent, **changes)


def an_error(id: str) -> Outcome:
    gold = GoldQuestion(id, "Will it break?", ("yes",))
    return Outcome(gold, "error", values={"F1": 0.0}, lost="error", error="the archive is locked")


def of_every_kind() -> Evaluation:
    wrong = [a_wrong(f"w{at}", loss) for at, loss in enumerate(get_args(Loss)[:6])]
    said = an_unanswerable("u2", status="possible", answer="a purr", lost="wrongly answered")
    by_article = an_outcome("a1", gold=GoldQuestion("a1", "bridges", (), {"bridge": 1}), values={})
    outcomes = (
        an_outcome("r1"), *wrong, a_wrong("w6", "wrong span"), an_unanswerable("u1"), said,
        by_article, an_error("e1"),
    )  # fmt: skip
    settings = {"gold file": "gold.jsonl", "threshold": "0.42"}
    return Evaluation(outcomes, settings, seconds=1.5, peak_memory_mb=300)


def parsed(evaluation: Evaluation) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_page(evaluation))


def data_of(tree: lxml.html.HtmlElement) -> dict[str, Any]:
    return json.loads(tree.get_element_by_id("data").text)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(tree: lxml.html.HtmlElement, path: str) -> list[list[str]]:
    return [[words(cell) for cell in row.iterchildren()] for row in tree.xpath(f"{path}//tr")]


def test_the_page_has_every_section_settings_and_heading() -> None:
    tree = parsed(of_every_kind())
    assert [tree.get_element_by_id(name).tag for name in SECTIONS] == ["section"] * len(SECTIONS)
    assert words(tree.xpath("//h1")[0]) == "Evaluation gold.jsonl"
    settings = tree.xpath("//dl[@class='settings']/div")
    assert [[words(part) for part in pair] for pair in settings] == [
        ["gold file", "gold.jsonl"],
        ["threshold", "0.42"],
    ]
    assert tree.find(".//title").text == "Evaluation: gold.jsonl"


def test_each_mean_stands_with_its_n_and_leads_to_its_worst_questions() -> None:
    tree = parsed(Evaluation((an_outcome("r1"), a_wrong("w1", "unfound"), an_error("e1"))))
    found = {row[0]: row[-2:] for row in rows(tree, "//section[@id='measures']//tbody")}
    assert found == {
        "nDCG@10": ["0.250", "2"],
        "RR@10": ["0.250", "2"],  # of passages, as its caption says
        "EM": ["0.500", "2"],
        "F1": ["0.333", "3"],
        "citation": ["0.500", "2"],
    }
    link = tree.xpath("//section[@id='measures']//a/@href")[1]
    assert parse_qs(link.lstrip("#")) == {"measure": ["passage RR@10"], "sort": ["lowest"]}


def test_the_funnel_counts_each_loss_in_the_order_of_the_path_and_leads_to_its_questions() -> None:
    tree = parsed(of_every_kind())
    steps = rows(tree, "//section[@id='funnel']//tbody")
    assert [int(row[1]) for row in steps] == [1, 1, 1, 1, 2, 1, 1, 1]
    assert all(row[0].startswith(loss) for row, loss in zip(steps, get_args(Loss), strict=True))
    assert [step.left for step in funnel_steps(of_every_kind())] == [11, 10, 9, 8, 6, 5, 4, 3]
    links = tree.xpath("//section[@id='funnel']//tbody//a/@href")
    assert [parse_qs(link[1:])["lost"][0] for link in links] == list(get_args(Loss))
    assert rows(tree, "//section[@id='funnel']//tfoot")[0][1:3] == ["3", "25.0 %"]


def test_risk_coverage_and_calibration_are_those_computed_by_hand() -> None:
    outcomes = (
        an_outcome("sure", confidence=0.95),
        a_wrong("off", "wrong span", confidence=0.75),
        an_outcome("lucky", confidence=0.55),
        an_unanswerable("silent", confidence=0.15),
    )
    refusal = parsed(Evaluation(outcomes)).get_element_by_id("refusal")
    # Risks 0, 1/2, 1/3 and 1/2, each over a quarter; gaps .05, .75 and .45 over three answers;
    # every answerable question is surer than the unanswerable one.
    assert [words(dd).split()[0] for dd in refusal.xpath(".//dd")] == ["0.333", "0.417", "1.000"]
    assert rows(refusal, ".//figure[1]//tbody") == [
        ["0.25", "0.000"],
        ["0.50", "0.500"],
        ["0.75", "0.333"],
        ["1.00", "0.500"],
    ]
    assert rows(refusal, ".//figure[2]//tbody")[0] == ["0.5–0.6", "0.550", "1.000", "1"]


def test_what_was_replied_is_counted_by_what_is_known_of_the_question() -> None:
    replied = rows(parsed(of_every_kind()), "//table[caption='What was replied']")
    assert replied == [
        ["questions", "answered", "possible", "not found", "error", "in all"],
        ["answerable", "8", "0", "0", "1", "9"],
        ["unanswerable", "0", "1", "1", "0", "2"],
        ["judged by its articles alone", "1", "0", "0", "0", "1"],
    ]


def test_times_stand_as_percentiles_and_stages_over_the_questions_that_reached_them() -> None:
    slow = an_outcome("slow", elapsed_ms=500.0, stages={"encode": 6.0})
    time = parsed(Evaluation((an_outcome("r1"), slow))).get_element_by_id("time")
    assert "p50 33.0 ms, p95 500.0 ms, p99 500.0 ms." in words(time)
    assert rows(time, ".//tbody") == [["encode", "2.0", "6.0"], ["read", "30.0", "30.0"]]


def test_the_script_is_given_all_that_a_question_unfolds_to() -> None:
    data = data_of(parsed(Evaluation((an_outcome("r1"), an_error("e1")))))
    name = data["articles"].__getitem__
    question, error = data["questions"]
    assert [name(found) for found in question["found"]] == ["ferry", "bridge"]
    ranked = [(name(article), grade, rank) for article, grade, rank in question["relevant"]]
    assert ranked == [("bridge", 2, 2), ("moat", 1, 0)]
    assert [name(question["cited"][0]), *question["cited"][1:]] == ["bridge", 40, 53]
    assert [(name(at), *rest) for at, *rest in question["passages"]] == [
        ("ferry", 0, 80, 0),
        ("bridge", 10, 99, 1),
    ]
    assert dict(zip(data["measures"], error["values"], strict=True))["F1"] == 0.0
    assert dict(zip(data["measures"], error["values"], strict=True))["EM"] is None
    assert error["error"] == "the archive is locked"
    assert (question["gold"], question["answer"]) == (["engineers"], "the engineers")


def test_only_ten_articles_of_a_deep_ranking_are_listed() -> None:
    deep = tuple(FoundArticle(f"a{rank}", 1 / rank) for rank in range(1, 101))
    gold = GoldQuestion("q", "?", ("x",), {"a40": 1})
    question = data_of(parsed(Evaluation((an_outcome("q", articles=deep, gold=gold),))))
    assert len(question["questions"][0]["found"]) == 10
    assert [row[1:] for row in question["questions"][0]["relevant"]] == [[1, 40]]


def test_mismatches_are_loud_and_lead_to_their_questions() -> None:
    mismatches = (Mismatch("q7 & #1", "its article is gone"), Mismatch("q8", "no <b>answer</b>"))
    box = parsed(replace(of_every_kind(), mismatches=mismatches)).get_element_by_id("mismatches")
    assert words(box.find("h2")) == "2 gold questions no longer match the archive"
    assert [words(item) for item in box.xpath(".//li")] == [
        "q7 & #1 its article is gone",
        "q8 no <b>answer</b>",
    ]
    assert parse_qs(box.xpath(".//a/@href")[0][1:]) == {"find": ["q7 & #1"]}
    assert not parsed(of_every_kind()).xpath("//*[@id='mismatches']")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_ever_text(text: str) -> None:
    gold = GoldQuestion(text, text, (text,), {text: 1})
    outcome = an_outcome(
        "r1", gold=gold, answer=text, error=text, cited=Citation(text, Span(0, 1)),
        articles=(FoundArticle(text, 1.0),), values={text: 1.0}, stages={text: 1.0},
    )  # fmt: skip
    hostile = Evaluation((outcome,), {"gold file": text, text: text}, (Mismatch(text, text),))
    tame = replace(
        hostile,
        outcomes=(an_outcome("r1", stages={"x": 1.0}, values={"y": 1.0}),),
        settings={"gold file": "g", "s": "s"},
        mismatches=(Mismatch("m", "m"),),
    )
    html = render_page(hostile)
    tree = lxml.html.document_fromstring(html)
    tags = [element.tag for element in tree.iter()]
    assert tags == [element.tag for element in parsed(tame).iter()]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    html.encode("utf-8")
    shown = data_of(tree)["questions"][0]
    assert shown["question"] == shown["answer"] == shown["gold"][0]
    assert shown["question"].startswith(text[:8].strip("\x1b"))


def test_the_page_asks_nothing_of_the_network() -> None:
    html = render_page(of_every_kind())
    tree = lxml.html.document_fromstring(html)
    assert not tree.xpath("//@src | //link | //@style[contains(., 'url')] | //@*[name()='action']")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert {*re.findall(r"https?://[^\"\s]+", html)} <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    style = tree.find(".//style").text
    assert "@import" not in style
    assert "url(" not in style


def test_the_policy_lets_no_script_run_but_the_pages_own() -> None:
    tree = parsed(of_every_kind())
    data, script = tree.xpath("//script")
    digest = b64encode(sha256(script.text.encode()).digest()).decode()
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert f"script-src 'sha256-{digest}'" in policy
    assert data.get("type") == "application/json"
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    for way_in in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way_in not in script.text


def test_charts_are_spoken_of_and_hold_no_script_style_or_identity() -> None:
    charts = parsed(of_every_kind()).xpath("//*[local-name()='svg']")
    assert len(charts) == 4
    for chart in charts:
        assert chart.get("role") == "img"
        assert chart.get("aria-label")
        assert not chart.xpath(".//@id")
        kinds = {element.tag for element in chart.iter()}
        assert kinds <= {"svg", "g", "path", "rect", "circle", "text", "title"}


@pytest.mark.parametrize(
    ("outcomes", "charts"),
    [
        ([], 0),
        ([an_outcome("only")], 4),
        ([an_error("only")], 2),
        ([an_unanswerable("only")], 3),
        ([an_outcome("bare", stages={}, elapsed_ms=0.0)], 3),
        ([an_outcome("a1", gold=GoldQuestion("a1", "bridges", (), {"bridge": 1}))], 2),
        ([an_outcome("r1"), a_wrong("w1", "nowhere")], 4),
        ([an_unanswerable("u1"), an_unanswerable("u2")], 3),
    ],
    ids=[
        "no questions",
        "one question",
        "one error",
        "one unanswerable",
        "no stages and no time",
        "no answers known",
        "none unanswerable",
        "none answerable",
    ],
)
def test_a_page_of_few_or_one_sided_questions_is_whole(
    outcomes: Sequence[Outcome], charts: int
) -> None:
    tree = parsed(Evaluation(tuple(outcomes)))
    assert all(tree.xpath(f"//section[@id='{name}']") for name in SECTIONS)
    assert len(tree.xpath("//*[local-name()='svg']")) == charts
    assert len(data_of(tree)["questions"]) == len(outcomes)
    assert not re.search(r"\b(nan|None|inf)\b", words(tree.find(".//main")))


def test_a_question_is_written_once_however_many_there_are() -> None:
    outcomes = tuple(an_outcome(f"r{number}") for number in range(300))
    html = render_page(Evaluation(outcomes))
    assert html.count("Who shut it, r299?") == 1
    assert html.count('bridge",') < 3  # articles stand by their number


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([7.0], 50, 7.0), ([1.0, 2.0], 50, 1.0), ([1.0, 2.0], 51, 2.0), ([1.0, 2.0, 3.0], 95, 3.0)],
)
def test_a_percentile_is_one_of_the_values(
    values: list[float], percent: int, expected: float
) -> None:
    assert percentile(values, percent) == expected


def test_the_histogram_counts_every_value_up_to_the_highest() -> None:
    bars = count_bars([0.0, 0.9, 1.0, 29.99, 30.0, 31.0], highest=30.0)
    assert [(bar.low, bar.high, bar.values) for bar in bars if bar.values] == [
        (0.0, 1.0, 2),
        (1.0, 2.0, 1),
        (29.0, 30.0, 2),
    ]
