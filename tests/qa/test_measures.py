"""Every measure against numbers worked out by hand."""

import pytest

from qa.evaluation.measures import (
    answer_hit,
    exact_match,
    hit,
    ndcg,
    normalised,
    reciprocal_rank,
    token_f1,
)

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0, "e": -1}


@pytest.mark.parametrize(
    ("ranking", "k", "found"),
    [
        (["a"], 1, 1.0),
        (["x", "c"], 1, 0.0),
        (["x", "c"], 3, 1.0),
        (["d", "e", "x"], 3, 0.0),
        ([], 10, 0.0),
    ],
)
def test_a_hit_is_any_relevant_article_among_the_first(ranking, k, found):
    assert hit(ranking, GRADES, k) == found


@pytest.mark.parametrize(
    ("ranking", "rank"),
    [
        (["c", "a"], 1.0),
        (["x", "d", "b", "a"], 1 / 3),
        ([*"xyzuvwrst", "a"], 1 / 10),
        ([*"xyzuvwrstq", "a"], 0.0),
        ([], 0.0),
    ],
)
def test_the_reciprocal_rank_is_of_the_first_relevant_among_ten(ranking, rank):
    assert reciprocal_rank(ranking, GRADES, 10) == pytest.approx(rank)


@pytest.mark.parametrize(
    ("ranking", "gain"),
    [
        (["a", "b", "c"], 1.0),
        # 1 + 3 / log2(3) + 0 + 2 / log2(5) = 3.754142, over 3 + 2 / log2(3) + 1 / 2 = 4.761860
        (["c", "a", "x", "b"], 0.788377),
        # 0 + 0 + 1 / 2, over the same
        (["d", "e", "c"], 0.105001),
        ([*"xyzuvwrstq", "a"], 0.0),
        ([], 0.0),
    ],
)
def test_the_discounted_gain_is_graded_and_over_the_best_that_was_judged(ranking, gain):
    assert ndcg(ranking, GRADES, 10) == pytest.approx(gain, abs=1e-6)


def test_the_best_ranking_is_cut_where_the_ranking_is():
    assert ndcg(["a"], dict.fromkeys("abcdefghijkl", 1), 1) == 1.0


def test_where_nothing_was_judged_relevant_there_is_nothing_to_gain():
    assert ndcg(["d"], {"d": 0}, 10) == 0.0


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
    assert normalised(text) == compared


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
        ("the", ["an"], 1.0, 1.0),
        ("cat", [], 0.0, 0.0),
    ],
)
def test_an_answer_is_worth_its_best_wording(predicted, answers, exact, f1):
    assert exact_match(predicted, answers) == exact
    assert token_f1(predicted, answers) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("passage", "answer", "held"),
    [
        ("It was Biden’s plan.", "Biden", 1.0),
        ("The EU-led talks", "eu", 1.0),
        ("“Squid Game“ is back", "“Squid Game”", 1.0),
        ("He met a  Mr.\nSmith", "Mr Smith", 1.0),
        ("Der Fuß schmerzt", "FUSS", 1.0),
        ("The cafe\u0301 burned", "café", 1.0),
        ("a party", "art", 0.0),
        ("Smith met Mr X", "Mr Smith", 0.0),
        ("anything at all", "the", 0.0),
        ("anything at all", "!", 0.0),
    ],
)
def test_a_passage_holds_an_answer_as_whole_words(passage, answer, held):
    assert answer_hit([passage], [answer], 1) == held


def test_a_passage_beyond_the_cut_does_not_count():
    passages = ["nothing here", "at noon", "on Monday"]
    assert answer_hit(passages, ["noon", "dawn"], 1) == 0.0
    assert answer_hit(passages, ["dawn", "noon"], 2) == 1.0
    assert answer_hit([], ["noon"], 10) == 0.0
