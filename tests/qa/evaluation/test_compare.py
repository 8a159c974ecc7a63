"""Two runs compared: what is named as won and lost, and what is refused."""

import json
from dataclasses import fields, replace

import numpy as np
import pytest

from corpus.errors import InputError
from qa.evaluation.compare import compare, is_worse
from qa.evaluation.comparison_report import comparison_as_json, comparison_as_text
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcomes import Evaluation, Outcome
from qa.evaluation.saved_runs import SavedQuestion, SavedRun, load_run, save_run
from qa.search.weights import DEFAULT_WEIGHTS, Weights
from qa.show.schema import to_json_line

SETTINGS = {"gold": "g1", "archive": "a1"}


def a_run(name: str, settings: dict[str, str] = SETTINGS, **values: list[float | None]) -> SavedRun:
    """A run of as many questions as values are given; None where a measure does not apply."""
    measures = {measure.replace("_", "@"): each for measure, each in values.items()}
    rows = zip(*measures.values(), strict=True)
    questions = [
        SavedQuestion(
            f"q{number}",
            f"What is {number}?",
            {m: v for m, v in zip(measures, row, strict=True) if v is not None},
            "answered",
            f"{number}",
        )
        for number, row in enumerate(rows, start=1)
    ]
    return SavedRun(name, settings, {question.id: question for question in questions})


FIRST = a_run("monday", R_5=[0.5, 1.0, 0.0, 1.0, 0.25], F1=[0.0, 1.0, None, None, 0.5])
SECOND = a_run("tuesday", R_5=[1.0, 0.0, 0.5, 0.9, 0.25], F1=[0.3, 1.0, None, None, 0.1 + 0.4])


def test_questions_won_and_lost_are_named_the_most_changed_first():
    comparison = compare(FIRST, SECOND)
    recall, f1 = comparison.measures["R@5"], comparison.measures["F1"]
    assert [(one.id, one.first, one.second) for one in recall.wins] == [
        ("q1", 0.5, 1.0),
        ("q3", 0.0, 0.5),
    ]
    assert [(one.id, one.question) for one in recall.losses] == [
        ("q2", "What is 2?"),
        ("q4", "What is 4?"),
    ]
    assert recall.ties == ("q5",)
    assert [one.id for one in f1.wins] == ["q1"]
    assert (f1.losses, f1.ties) == ((), ("q2", "q5"))


def test_means_are_over_the_questions_that_a_measure_applies_to():
    comparison = compare(FIRST, SECOND)
    recall, f1 = comparison.measures["R@5"], comparison.measures["F1"]
    assert (recall.n, recall.unpaired) == (5, 0)
    assert (recall.first, recall.second) == pytest.approx((2.75 / 5, 2.65 / 5))
    assert recall.difference == pytest.approx(-0.1 / 5)
    assert (f1.n, f1.first, f1.second) == (3, 0.5, pytest.approx(1.8 / 3))


def test_values_that_differ_in_their_last_bits_are_ties():
    comparison = compare(a_run("a", F1=[0.1 + 0.2, 1.0]), a_run("b", F1=[0.3, 1.0]))
    f1 = comparison.measures["F1"]
    assert (f1.ties, f1.p, f1.low, f1.high) == (("q1", "q2"), 1.0, 0.0, 0.0)


def test_questions_that_only_one_run_measured_are_counted_and_left_out():
    first = a_run("a", F1=[1.0, 0.0, None], EM=[1.0, None, None], AP=[1.0, None, None])
    second = a_run("b", F1=[1.0, None, 0.0], EM=[1.0, None, None], AP=[None, 1.0, None])
    comparison = compare(first, second)
    f1 = comparison.measures["F1"]
    assert (f1.n, f1.ties, f1.unpaired) == (1, ("q1",), 2)
    assert comparison.measures["EM"].unpaired == 0
    assert comparison.not_compared == ("AP",)
    text = comparison_as_text(comparison)
    assert "F1 leaves out 2 questions that only one run has it for." in text
    assert "In one run only: AP." in text


def test_a_measure_is_compared_alike_alone_and_among_others():
    random = np.random.default_rng(5)
    values = {name: random.random(80).tolist() for name in ("F1", "EM", "AP")}
    first = a_run("a", **values)
    second = a_run("b", **{name: random.random(80).tolist() for name in values})
    among, alone = compare(first, second, seed=4), compare(first, second, ["AP"], seed=4)
    one, other = among.measures["AP"], alone.measures["AP"]
    assert (one.p, one.low, one.high) == pytest.approx((other.p, other.low, other.high))
    assert other.corrected == other.p
    assert one.corrected >= one.p
    assert compare(first, second, seed=4) == among
    assert compare(first, second, seed=5) != among


def test_turned_round_a_comparison_says_the_same():
    random = np.random.default_rng(6)
    first, second = (a_run(name, F1=random.random(50).tolist()) for name in "ab")
    there, back = compare(first, second).measures["F1"], compare(second, first).measures["F1"]
    assert back.p == there.p
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low))
    assert [one.id for one in back.wins] == [one.id for one in there.losses]


def test_worse_is_worse_by_more_than_chance_after_the_correction():
    good, bad = a_run("good", F1=[1.0] * 10), a_run("bad", F1=[0.0] * 10)
    assert is_worse(compare(good, bad))
    assert not is_worse(compare(bad, good))
    assert not is_worse(compare(good, good))
    # p is 2 of 2^10 by all signs: enough for one measure, not for thirty.
    same = {f"R_{k}": [1.0] * 10 for k in range(29)}
    comparison = compare(a_run("good", F1=[1.0] * 10, **same), a_run("bad", F1=[0.0] * 10, **same))
    assert comparison.measures["F1"].p < 0.05
    assert not is_worse(comparison)


def test_four_questions_lost_are_not_more_than_chance():
    assert not is_worse(compare(a_run("a", F1=[1.0] * 4), a_run("b", F1=[0.0] * 4)))


def test_the_main_measure_is_the_first_asked_for():
    run = a_run("a", R_5=[1.0], EM=[1.0], nDCG_10=[1.0], F1=[1.0])
    assert compare(run, run).main == "F1"
    assert compare(run, run, ["EM", "R@5", "EM"]).main == "EM"
    assert list(compare(run, run, ["EM", "R@5", "EM"]).measures) == ["EM", "R@5"]
    plain = a_run("a", R_5=[1.0], EM=[1.0])
    assert compare(plain, plain).main == "R@5"


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (a_run("b", F1=[1.0]), "a and b were asked different gold questions"),
        (a_run("b", F1=[1.0] * 3), "a and b were asked different gold questions"),
        (
            a_run("b", {**SETTINGS, "gold": "g2"}, F1=[1.0] * 2),
            "a and b were asked different gold questions: evaluate both with the same gold set",
        ),
        (
            replace(
                (run := a_run("b", F1=[1.0] * 2)),
                questions={**run.questions, "q2": replace(run.questions["q2"], question="Who?")},
            ),
            "a and b were asked different gold questions",
        ),
        (
            a_run("b", {**SETTINGS, "archive": "a2"}, F1=[1.0] * 2),
            r"b is a run from another archive \(a2\) than a \(a1\): evaluate both on one",
        ),
        (a_run("b", EM=[1.0] * 2), "the runs have no measure of the same questions"),
    ],
)
def test_runs_that_cannot_be_compared_are_refused_in_one_line(second, why):
    with pytest.raises(InputError, match=why) as refused:
        compare(a_run("a", F1=[1.0] * 2), second)
    assert "\n" not in str(refused.value)


def test_runs_from_two_archives_are_compared_when_that_is_meant():
    first, second = (a_run(name, {**SETTINGS, "archive": name}, F1=[1.0]) for name in "ab")
    comparison = compare(first, second, allow_other_archive=True)
    assert comparison.changed_settings() == {"archive": ("a", "b")}
    with pytest.raises(InputError, match="different gold"):
        compare(first, a_run("c", {"gold": "g2"}, F1=[1.0]), allow_other_archive=True)


def test_an_unknown_measure_is_refused_with_those_there_are():
    with pytest.raises(InputError, match=r"no measure nDCG@3 in both runs: there are R@5, F1"):
        compare(FIRST, SECOND, ["F1", "nDCG@3"])


def changed(run: SavedRun, id: str, **fields: str | None) -> SavedRun:
    return replace(run, questions={**run.questions, id: replace(run.questions[id], **fields)})


def test_a_comparison_reads_like_this():
    first = replace(FIRST, name="runs/monday", settings={**SETTINGS, "search": "hybrid"})
    second = replace(SECOND, name="runs/tuesday", settings={**SETTINGS, "search": "keyword"})
    first = changed(first, "q2", question="What\n\x1b is 2?")
    second = changed(
        second, "q2", question="What\n\x1b is 2?", status="not_found", answer=None,
        lost="wrongly refused",
    )  # fmt: skip
    text = comparison_as_text(compare(first, second, ["R@5", "F1"]), most=1)
    assert text.split("\n") == [
        "A: runs/monday",
        "B: runs/tuesday",
        "   search: hybrid → keyword",
        "",
        "        A      B   B − A     95% interval     p   won  lost  tied",
        "R@5 0.550  0.530  -0.020 -0.520 to +0.400 1.000     2     2     1",
        "F1  0.500  0.600  +0.100 +0.000 to +0.300 1.000     1     0     2",
        "",
        "p of a paired randomisation test, corrected for 2 measures (Holm);",
        "intervals by paired bootstrap; 10,000 draws each, seed 0.",
        "",
        "Better in B by more than chance: none.",
        "Worse in B by more than chance: none.",
        "",
        "R@5: 2 questions won in B, the 1 most changed",
        "  0.500 → 1.000  q1: What is 1?",
        "    A: “1”",
        "    B: “1”",
        "",
        "R@5: 2 questions lost in B, the 1 most changed",
        "  1.000 → 0.000  q2: What is 2?",
        "    A: “2”",
        "    B: The archive does not say. (wrongly refused)",
    ]


def test_a_setting_that_one_run_did_not_record_is_named():
    comparison = compare(a_run("a", F1=[1.0]), a_run("b", {**SETTINGS, "depth": "100"}, F1=[1.0]))
    assert "   depth: not recorded → 100" in comparison_as_text(comparison).split("\n")


def test_what_is_more_than_chance_is_said_in_words():
    first = a_run("a", EM=[1.0, 0.0] * 20, F1=[1.0] * 40, AP=[0.0] * 20 + [1.0] * 20)
    second = a_run("b", EM=[1.0, 0.0] * 20, F1=[0.0] * 40, AP=[1.0] * 40)
    lines = comparison_as_text(compare(first, second)).split("\n")
    assert "F1 1.000  0.000  -1.000 -1.000 to -1.000 <.001     0    40     0" in lines
    assert "Better in B by more than chance: AP." in lines
    assert "Worse in B by more than chance: F1." in lines
    assert "F1: 0 questions won in B" in lines
    assert "F1: 40 questions lost in B, the 10 most changed" in lines


def test_a_comparison_as_json_is_plain_values():
    record = comparison_as_json(compare(FIRST, SECOND, ["F1"]))
    read = json.loads(to_json_line(record))
    f1 = read["measures"]["F1"]
    assert f1["wins"] == [{"id": "q1", "question": "What is 1?", "first": 0.0, "second": 0.3}]
    assert (f1["losses"], f1["ties"], f1["n"]) == ([], ["q2", "q5"], 3)
    assert {name: read[name] for name in ("first", "second", "questions", "worse", "main")} == {
        "first": "monday",
        "second": "tuesday",
        "questions": 5,
        "worse": False,
        "main": "F1",
    }
    assert (read["seed"], read["resamples"], read["settings"]) == (0, 10_000, {})


def test_saved_runs_are_compared_as_they_were(tmp_path):
    gold = [GoldQuestion(f"q{number}", "Why?") for number in range(4)]
    for name, values in (("a", (1.0, 0.5, 0.0, 0.2)), ("b", (1.0, 0.75, 0.0, 0.1))):
        outcomes = (
            Outcome(question, "answered", values={"F1": value})
            for question, value in zip(gold, values, strict=True)
        )
        save_run(Evaluation(tuple(outcomes), SETTINGS), tmp_path / name)
    comparison = compare(load_run(tmp_path / "a"), load_run(tmp_path / "b"))
    f1 = comparison.measures["F1"]
    assert ([one.id for one in f1.wins], [one.id for one in f1.losses]) == (["q1"], ["q3"])
    assert f1.difference == pytest.approx(0.15 / 4)


def nudged(value: int | float | str) -> int | float | str:
    if isinstance(value, str):
        return "keyword"
    return value + 1 if isinstance(value, int) else 1.001 * value


@pytest.mark.parametrize("name", [field.name for field in fields(Weights)])
def test_saved_runs_with_another_weight_are_told_apart(tmp_path, name):
    changed = replace(DEFAULT_WEIGHTS, **{name: nudged(getattr(DEFAULT_WEIGHTS, name))})
    outcome = Outcome(GoldQuestion("q", "Why?"), "answered", values={"F1": 1.0})
    for folder, weights in (("a", DEFAULT_WEIGHTS), ("b", changed)):
        save_run(Evaluation((outcome,), SETTINGS | weights.as_record()), tmp_path / folder)
    comparison = compare(load_run(tmp_path / "a"), load_run(tmp_path / "b"))
    ((setting, (first, second)),) = comparison.changed_settings().items()
    assert f"   {setting}: {first} → {second}" in comparison_as_text(comparison).split("\n")
