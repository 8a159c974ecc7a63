"""Every measure against numbers worked out by hand."""

import sys
from subprocess import run

import pytest

from corpus.errors import InputError
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measures import (
    DEFAULT_MEASURES,
    answer_values,
    exact_match,
    find_occurrences,
    normalise,
    parse_measures,
    passage_values,
    ranking_values,
    token_f1,
)
from qa.evaluation.outcomes import FoundArticle, FoundPassage

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0, "e": -1}
ELEVEN = "xyzuvwrstqp"


def ranked(articles, score=0.0):
    return [FoundArticle(article, score) for article in articles]


def value(name, ranking, grades=GRADES):
    values = ranking_values(parse_measures([name]), {"q": ranked(ranking)}, {"q": grades})
    return values["q"][name]


@pytest.mark.parametrize(
    ("name", "ranking", "expected"),
    [
        ("Success@1", "a", 1.0),
        ("Success@1", "xc", 0.0),
        ("Success@5", "xc", 1.0),
        ("Success@5", "dex", 0.0),
        ("RR@10", "ca", 1.0),
        ("RR@10", "xdba", 1 / 3),
        ("RR@10", ELEVEN[:9] + "a", 1 / 10),
        ("RR@10", ELEVEN[:10] + "a", 0.0),
        ("R@100", "xac", 2 / 3),
        ("AP", "xac", (1 / 2 + 2 / 3) / 3),
        ("nDCG@10", "abc", 1.0),
        # 1 + 3 / log2(3) + 0 + 2 / log2(5) = 3.754142, over 3 + 2 / log2(3) + 1 / 2 = 4.761860
        ("nDCG@10", "caxb", 0.788377),
        # 0 + 0 + 1 / 2, over the same
        ("nDCG@10", "dec", 0.105001),
        ("nDCG@10", ELEVEN[:10] + "a", 0.0),
        ("nDCG@1", "b", 2 / 3),
        ("P@5", "ab", 2 / 5),
        ("P(rel=2)@5", "abc", 2 / 5),
    ],
)
def test_a_ranking_is_worth_what_the_field_says(name, ranking, expected):
    assert value(name, ranking) == pytest.approx(expected, abs=1e-6)


def test_every_judged_question_has_a_value_and_silence_is_worth_nothing():
    judged = {"right": {"a": 1}, "silent": {"a": 1}, "missing": {"b": 1}, "nothing": {"d": 0}}
    rankings = {"right": ranked("a"), "silent": [], "nothing": ranked("d"), "other": ranked("a")}
    values = ranking_values(parse_measures(DEFAULT_MEASURES), rankings, judged)
    assert values == {
        "right": dict.fromkeys(DEFAULT_MEASURES, 1.0),
        "silent": dict.fromkeys(DEFAULT_MEASURES, 0.0),
        "missing": dict.fromkeys(DEFAULT_MEASURES, 0.0),
        "nothing": dict.fromkeys(DEFAULT_MEASURES, 0.0),
    }
    nobody = {"silent": dict.fromkeys(DEFAULT_MEASURES, 0.0)}
    assert ranking_values(parse_measures(DEFAULT_MEASURES), {}, {"silent": {"a": 1}}) == nobody
    assert ranking_values(parse_measures(DEFAULT_MEASURES), {}, {}) == {}


@pytest.mark.parametrize("ranking", ["ax", "xa", "az", "za"])
def test_equal_scores_do_not_change_the_order_of_a_ranking(ranking):
    expected = 1 / (ranking.index("a") + 1)
    for name in ("RR", "RR@10", "AP", "AP@10"):
        assert value(name, ranking, {"a": 1}) == expected
    assert value("Success@1", ranking, {"a": 1}) == (expected == 1)


def test_a_deep_ranking_keeps_its_order():
    names = [f"n{number}" for number in range(5_000)]
    assert value("RR", names, {"n4999": 1}) == pytest.approx(1 / 5_000)


def test_measures_have_the_names_that_the_field_gives_them():
    measures = parse_measures(["MRR@10", "RR@10", "NDCG@5", "AP(rel=2)", " P@3 "])
    assert list(map(str, measures)) == ["RR@10", "nDCG@5", "AP(rel=2)", "P@3"]


@pytest.mark.parametrize(
    "name",
    ["hits@5", "nDCG@", "", "P", "nDCG@0", "Success@-1", "nDCG@1.5", "nDCG@True", "nDCG(x=1)",
     "nDCG@10 P@5", "AP(rel=0)", "AP(rel=99999999999999)", "ERR@10", "RBP", "alpha_nDCG@10",
     "__import__('os')", "nDCG@'10'", "nDCG(gains={1: 'x'})@3", "nDCG(**{1: 2})"],
)  # fmt: skip
def test_a_measure_that_cannot_be_computed_is_refused_in_one_line(name):
    with pytest.raises(InputError, match=r"^[^\n]*try nDCG@10, R@100[^\n]*$") as error:
        parse_measures(["AP", name])
    assert repr(name) in str(error.value)


def found(*holds, article="a"):
    return tuple(
        FoundPassage(article, start, start + 1, 0.0, bool(held)) for start, held in enumerate(holds)
    )


def test_passages_are_measured_for_every_question_and_recall_where_it_can_be():
    rankings = {"first": found(1, 0), "third": found(0, 0, 1, 1), "none": found(0, 0), "other": ()}
    relevant = {"first": 1, "third": 4, "none": 2, "silent": None, "nowhere": 0}
    names = ("Success@1", "Success@5", "RR@10", "R@100")
    by_hand = {
        "first": (1, 1, 1, 1),
        "third": (0, 1, 1 / 3, 2 / 4),
        "none": (0, 0, 0, 0),
        "silent": (0, 0, 0),
        "nowhere": (0, 0, 0, 0),
    }
    assert passage_values(rankings, relevant) == {
        question: pytest.approx(
            {f"passage {name}": value for name, value in zip(names, values, strict=False)}
        )
        for question, values in by_hand.items()
    }


def test_a_question_about_articles_alone_has_no_answer_to_measure():
    assert answer_values("noon", GoldQuestion("q", "When?", articles={"a": 1})) == {}


@pytest.mark.parametrize(
    ("predicted", "answers", "values"),
    [
        ("at noon", ("noon",), {"EM": 0, "F1": 2 / 3, "EM overall": 0, "F1 overall": 2 / 3}),
        (None, ("noon",), {"EM": 0, "F1": 0, "EM overall": 0, "F1 overall": 0}),
        (None, (), {"NoAns": 1, "EM overall": 1, "F1 overall": 1}),
        ("noon", (), {"NoAns": 0, "EM overall": 0, "F1 overall": 0}),
    ],
)
def test_a_right_refusal_is_worth_as_much_as_a_right_answer(predicted, answers, values):
    gold = GoldQuestion("q", "When?", answers, answerable=bool(answers))
    assert answer_values(predicted, gold) == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("The Cat, an “A”-list  Animal!", "cat “ ”list animal"),
        ("U.S.-led", "usled"),
        ("$1,000", "1000"),
        ("Theatre an anthem", "theatre anthem"),
        ("  ", ""),
    ],
)
def test_text_is_compared_as_squad_compares_it(text, compared):
    assert normalise(text) == compared


@pytest.mark.parametrize(
    ("predicted", "answers", "exact", "f1"),
    [
        ("4 March", ["4 March"], 1.0, 1.0),
        ("the 4 march.", ["May", "4 March"], 1.0, 1.0),
        # 3 words of 4 in common with 3 words: 2 × 3 / (4 + 3)
        ("on 4 March 2016", ["4 March 2016"], 0.0, 6 / 7),
        # the better of 2 × 1 / (2 + 1) and 2 × 2 / (2 + 3)
        ("red fox", ["fox", "quick red fox"], 0.0, 4 / 5),
        # a word counts as often as it stands there: 2 × 1 / (2 + 1)
        ("no no", ["no"], 0.0, 2 / 3),
        ("cat", ["dog"], 0.0, 0.0),
        ("", ["dog"], 0.0, 0.0),
        ("", ["dog", "the"], 0.0, 0.0),
        ("the", ["an"], 1.0, 1.0),
        ("cat", [], 0.0, 0.0),
        ("", [], 1.0, 1.0),
    ],
)
def test_an_answer_is_worth_its_best_wording(predicted, answers, exact, f1):
    assert exact_match(predicted, answers) == exact
    assert token_f1(predicted, answers) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("passage", "answer", "places"),
    [
        ("It was Biden’s plan.", "Biden", ["Biden"]),
        ("The EU-led talks", "eu", ["EU"]),
        ("“Squid Game“ is back", "“Squid Game”", ["Squid Game"]),
        ("He met a  Mr.\nSmith", "Mr Smith", ["Mr.\nSmith"]),
        ("Der Fuß schmerzt", "FUSS", ["Fuß"]),
        ("The cafe\u0301 burned", "café", ["cafe\u0301"]),
        ("It is _very_ late", "very", ["very"]),
        ("Made in the US, the US says", "the US", ["US", "US"]),
        ("no no no", "no no", ["no no", "no no"]),
        ("It cost $1,200.", "1200", ["1,200"]),
        ("It cost 1200.", "$1,200", ["1200"]),
        ("It rose 3.5%, then 5,000", "5", []),
        ("In 2016, 17 came", "17", ["17"]),
        ("a party", "art", []),
        ("Smith met Mr X", "Mr Smith", []),
        ("anything at all", "the", []),
        ("anything at all", "!", []),
        ("", "noon", []),
    ],
)
def test_a_passage_holds_an_answer_as_whole_words(passage, answer, places):
    assert [passage[slice(*span)] for span in find_occurrences(passage, [answer])] == places


def test_the_measuring_library_is_loaded_only_when_something_is_measured():
    code = "import sys, qa.evaluation.measures; sys.exit('ir_measures' in sys.modules)"
    done = run([sys.executable, "-c", code], timeout=60, check=False)
    assert done.returncode == 0
