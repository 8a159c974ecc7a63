"""Our numbers are the field's own: SQuAD 2.0's official evaluator, and trec_eval's.

No package that is light enough to test with carries the official SQuAD evaluator, so what it is
published to do is written down here once more, by another route than ours: sorted words are
merged where we count them, and the totals are sums where we take means.
"""

import random
import unicodedata
from collections import defaultdict

import pytest
import pytrec_eval

from qa.evaluation.gold import GoldQuestion, load_gold
from qa.evaluation.measures import DEFAULT_MEASURES, answer_values, parse_measures, ranking_values
from qa.evaluation.outcomes import Evaluation, FoundArticle, Outcome

ASCII_PUNCTUATION = {chr(code) for code in range(33, 127) if not chr(code).isalnum()}


def tokens(text):
    """The words of a text, lower case, punctuation gone, then the articles gone.

    An article is one between any two characters that make no word: after ASCII punctuation is
    gone, that leaves “a” in typographic quotes as an article with quotes around it.
    """
    words = "".join(c for c in text.lower() if c not in ASCII_PUNCTUATION)
    parts, part = [], ""
    for character in words + " ":
        if character == "_" or unicodedata.category(character)[0] in "LN" or character.isalnum():
            part += character
            continue
        parts += [" " if part in ("a", "an", "the") else part, character]
        part = ""
    return "".join(parts).split()


def shared_words(one, other):
    one, other, count = sorted(one), sorted(other), 0
    while one and other:
        if one[-1] == other[-1]:
            count += 1
            one.pop()
            other.pop()
        elif one[-1] > other[-1]:
            one.pop()
        else:
            other.pop()
    return count


def official_f1(predicted, wanted):
    if not predicted or not wanted:
        return int(predicted == wanted)
    same = shared_words(predicted, wanted)
    if same == 0:
        return 0
    precision, recall = same / len(predicted), same / len(wanted)
    return 2 * precision * recall / (precision + recall)


def official(gold, predictions):
    """exact and f1 over all questions, over those with an answer, and over those without."""
    sums, counts = defaultdict(float), defaultdict(int)
    for question in gold:
        wanted = [words for words in map(tokens, question.answers) if words] or [[]]
        said = tokens(predictions[question.id])
        scores = {
            "exact": max(int(said == words) for words in wanted),
            "f1": max(official_f1(said, words) for words in wanted),
        }
        part = "HasAns_" if question.answers else "NoAns_"
        for name, score in scores.items():
            for where in ("", part):
                sums[where + name] += score
                counts[where + name] += 1
    return {name: 100 * total / counts[name] for name, total in sums.items()}


def ours(gold, predictions):
    outcomes = []
    for question in gold:
        said = predictions[question.id] or None
        status = "answered" if said else "not_found"
        outcomes.append(Outcome(question, status, said, values=answer_values(said, question)))
    means = {name: 100 * mean.mean for name, mean in Evaluation(tuple(outcomes)).means().items()}
    names = {"exact": "EM overall", "f1": "F1 overall", "HasAns_exact": "EM", "HasAns_f1": "F1",
             "NoAns_exact": "NoAns", "NoAns_f1": "NoAns"}  # fmt: skip
    return {theirs: means[name] for theirs, name in names.items() if name in means}


def predictions_for(gold, contexts):
    """Right, dressed up, partly right, wrong, an article alone, or nothing said."""
    choose = random.Random(20)
    made = {}
    for question, context in zip(gold, contexts, strict=True):
        words, answer = context.split(), choose.choice(question.answers or ("",))
        at = choose.randrange(len(words))
        made[question.id] = choose.choice(
            [answer, f"The {answer.upper()}.", " ".join([*words[at : at + 3], answer]),
             " ".join(words[at : at + 4]), "the", "", ""]
        )  # fmt: skip
    return made


INVENTED = (
    GoldQuestion("1", "Who?", ("Ines Caldera", "chief engineer Ines Caldera")),
    GoldQuestion("2", "How many?", ("14", "14 cables", "the 14")),
    GoldQuestion("3", "Which?", ("The “A”-list", "a-list")),
    GoldQuestion("4", "What?", ("Don't Look Now", "Don’t Look Now")),
    GoldQuestion("5", "Which band?", ("The The",)),
    GoldQuestion("6", "How much?", ("$1,000.50", "1000.50 dollars")),
    GoldQuestion("7", "Where?", answerable=False),
    GoldQuestion("8", "When?", answerable=False),
    GoldQuestion("9", "Why?", answerable=False),
)


@pytest.mark.parametrize(
    "said",
    [
        ["ines caldera", "the 14 cables", "“A” list", "dont look now", "", "$1000.50", "", "X", ""],
        ["Caldera Ines", "14 14", "A-list", "Don’t look", "the", "1000.50", "the", "!", "no no"],
        ["", "", "", "", "", "", "", "", ""],
        ["Ines, Caldera", "fourteen", "the a list", "look look now", "The Band", "", "a", "", "A"],
    ],
)
def test_answers_score_as_squads_own_evaluation_scores_them(said):
    predictions = dict(zip((question.id for question in INVENTED), said, strict=True))
    theirs = official(INVENTED, predictions)
    assert ours(INVENTED, predictions) == pytest.approx(theirs, abs=1e-6)


def test_silence_is_right_for_exactly_the_unanswerable_questions():
    totals = official(INVENTED, dict.fromkeys((question.id for question in INVENTED), ""))
    # "The The" has no words left to be compared: the official evaluator takes silence for it.
    assert totals["exact"] == pytest.approx(100 * 4 / 9)
    assert totals["NoAns_f1"] == 100


@pytest.mark.parametrize("name", ["dev-v2.0.json", "dev-v1.1.json"])
def test_answers_to_a_whole_squad_set_score_as_its_own_evaluation_scores_them(shared, name):
    gold = load_gold(shared / "data" / "squad" / name)
    predictions = predictions_for(gold, [question.context for question in gold])
    theirs = official(gold, predictions)
    assert len(theirs) == (6 if "2.0" in name else 4)
    assert ours(gold, predictions) == pytest.approx(theirs, abs=1e-6)


TREC_NAMES = {
    "nDCG@10": "ndcg_cut_10", "R@100": "recall_100", "RR": "recip_rank", "Success@1": "success_1",
    "Success@5": "success_5", "AP": "map", "P@5": "P_5", "nDCG": "ndcg", "Bpref": "bpref",
}  # fmt: skip


def random_gold(choose):
    names = [f"d{number}" for number in range(150)]
    judged = {
        f"q{number}": {
            name: choose.choice([-1, 0, 0, 1, 1, 2, 3]) for name in choose.sample(names, 20)
        }
        for number in range(40)
    }
    rankings = {}
    for question in [*judged, "unjudged"]:
        scores = sorted((choose.randrange(8) / 8 for _ in range(choose.randrange(140))), key=float)
        articles = choose.sample(names, len(scores))
        rankings[question] = [
            FoundArticle(article, score)
            for article, score in zip(articles, reversed(scores), strict=True)
        ]
    for question in choose.sample(list(judged), 5):
        del rankings[question]
    rankings[choose.choice(list(rankings))] = []
    return judged, rankings


@pytest.mark.parametrize("seed", range(4))
def test_rankings_score_as_trec_eval_scores_them(seed):
    judged, rankings = random_gold(random.Random(seed))
    values = ranking_values(parse_measures(list(TREC_NAMES)), rankings, judged)
    qrels = {q: {a: max(grade, 0) for a, grade in grades.items()} for q, grades in judged.items()}
    # Each article a score of its own, falling in our order: trec_eval has no ties to part.
    run = {
        question: {row.article: 1_000.0 - rank for rank, row in enumerate(ranking)}
        for question, ranking in rankings.items()
        if ranking
    }
    theirs = pytrec_eval.RelevanceEvaluator(qrels, set(TREC_NAMES.values())).evaluate(run)
    assert set(values) == set(judged) > set(theirs)
    for name, trec_name in TREC_NAMES.items():
        by_question = {q: theirs[q][trec_name] if q in theirs else 0.0 for q in judged}
        assert {q: values[q][name] for q in judged} == pytest.approx(by_question, abs=1e-6)
        mean = sum(by_question.values()) / len(judged)
        assert sum(one[name] for one in values.values()) / len(judged) == pytest.approx(mean)


def test_ties_keep_our_order_where_trec_eval_alone_would_reverse_them():
    judged, ranking = {"q": {"a": 1}}, [FoundArticle("a", 0.5), FoundArticle("z", 0.5)]
    scores = {row.article: row.score for row in ranking}
    alone = pytrec_eval.RelevanceEvaluator(judged, {"recip_rank"}).evaluate({"q": scores})
    assert alone["q"]["recip_rank"] == 0.5
    assert ranking_values(parse_measures(["RR"]), {"q": ranking}, judged) == {"q": {"RR": 1.0}}


def test_the_default_measures_are_all_the_fields_own():
    assert [str(measure) for measure in parse_measures(DEFAULT_MEASURES)] == list(DEFAULT_MEASURES)
