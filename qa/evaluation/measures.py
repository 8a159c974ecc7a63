"""The measures: pure functions of rankings, passages and answers.

The field's own code, `ir_measures`, scores rankings; answers are scored as SQuAD's official
evaluation scores them. Each value is from 0 (nothing right, or nothing found) to 1.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.records import Span
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcomes import FoundArticle, FoundPassage

if TYPE_CHECKING:
    from ir_measures import Measure as Measure  # for those that pass parsed ones on
    from ir_measures.providers import FallbackProvider

DEFAULT_MEASURES = ("nDCG@10", "R@100", "RR@10", "Success@1", "Success@5", "AP")

_PUNCTUATION = str.maketrans("", "", string.punctuation)
# Accents that stand beside their letter belong to the word, as does what groups a number's digits.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|(?:[^\W_]|[\u0300-\u036f])+")
_ARTICLES = {"a", "an", "the"}

Values = dict[str, dict[str, float]]
"""Each measure's value by its name, for each question."""


def parse_measures(names: Sequence[str]) -> list[Measure]:
    """The measures with these names, as `ir_measures` names them; InputError for another."""
    return list(dict.fromkeys(map(_parse_measure, names)))


def ranking_values(
    measures: Sequence[Measure],
    rankings: Mapping[str, Sequence[FoundArticle]],
    judgements: Mapping[str, Mapping[str, int]],
) -> Values:
    """Each judged question's value of each measure: 0 where its ranking is empty or missing.

    The order of a ranking counts, not its scores: trec_eval would order equal ones by name.
    """
    runs = {
        question: [found.article for found in rankings.get(question, ())] for question in judgements
    }
    return _compute(measures, runs, judgements)


def passage_values(
    rankings: Mapping[str, Sequence[FoundPassage]], relevant: Mapping[str, int | None]
) -> Values:
    """How high the passages that hold the answer stand, for every question of `relevant`.

    `relevant` says how many passages of the archive hold it; recall is not measured for a
    question where that is None, not known.
    """
    runs, judgements = dict[str, list[str]](), dict[str, dict[str, int]]()
    for question, count in relevant.items():
        passages = rankings.get(question, ())
        held = dict.fromkeys((one.id for one in passages if one.holds), 1)
        # What was not found is still to be found: recall only asks how many there are.
        unfound = dict.fromkeys(map(str, range((count or 0) - len(held))), 1)
        runs[question] = [one.id for one in passages]
        judgements[question] = held | unfound
    names = ("Success@1", "Success@5", "RR@10", "R@100")
    return {
        question: {
            f"passage {name}": value
            for name, value in values.items()
            if name != "R@100" or relevant[question] is not None
        }
        for question, values in _compute(parse_measures(names), runs, judgements).items()
    }


def answer_values(predicted: str | None, question: GoldQuestion) -> dict[str, float]:
    """What an answer, or None for a refusal, is worth; nothing where no wording is known.

    EM and F1 are over answerable questions and NoAns over unanswerable ones, where a refusal
    is worth 1; the overall ones are over both, as SQuAD 2.0 has them.
    """
    if question.answerable and not question.answers:
        return {}
    exact = exact_match(predicted or "", question.answers)
    f1 = token_f1(predicted or "", question.answers)
    parts = {"EM": exact, "F1": f1} if question.answerable else {"NoAns": exact}
    return parts | {"EM overall": exact, "F1 overall": f1}


def exact_match(predicted: str, answers: Iterable[str]) -> float:
    """1 if the prediction is one of the answers, both normalised; without any, if it is empty."""
    return float(normalise(predicted) in _normalise_wordings(answers))


def token_f1(predicted: str, answers: Iterable[str]) -> float:
    """The harmonic mean of word precision and recall, for the answer where it is highest."""
    words = normalise(predicted).split()
    return max(_f1(words, wording.split()) for wording in _normalise_wordings(answers))


def normalise(text: str) -> str:
    """The text as SQuAD's official evaluation compares it.

    In lower case, without ASCII punctuation, without a, an and the, single spaces between.
    """
    plain = text.lower().translate(_PUNCTUATION)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", plain).split())


def find_occurrences(text: str, answers: Iterable[str]) -> Iterator[Span]:
    """Where a text holds one of the answers, as whole words, in any case.

    SQuAD's form would miss "Biden" in “Biden’s” and "Biden-led".
    """
    words = list(_split_words(text))
    plain = [word for word, _ in words]
    for wanted in dict.fromkeys(
        tuple(word for word, _ in _split_words(answer)) for answer in answers
    ):
        for first in range(len(plain) - len(wanted) + 1) if wanted else ():
            last = first + len(wanted)
            if plain[first] == wanted[0] and (*plain[first:last],) == wanted:
                yield Span(words[first][1].start, words[last - 1][1].end)


def _parse_measure(name: str) -> Measure:
    from ir_measures import parse_measure

    hint = f"try {', '.join(DEFAULT_MEASURES)} or P@10"
    try:
        measure: Measure = parse_measure(name.strip())
        cutoff = measure.params.get("cutoff", 1)
        # trec_eval ends the whole process over a cutoff of 0.
        if not isinstance(cutoff, int) or cutoff < 1:
            raise ValueError(name)
        _compute([measure], {"q": ["a"]}, {"q": {"a": 1}})
    except (AssertionError, LookupError, NameError, TypeError, ValueError) as error:
        raise InputError(f"no measure {name!r} of ir_measures can be used: {hint}") from error
    return measure


def _make_provider() -> FallbackProvider:
    """What computes: of all that ir_measures can use, what needs no other package and no perl."""
    from ir_measures import accuracy, compat, judged, msmarco, pytrec_eval
    from ir_measures.providers import FallbackProvider

    providers = [pytrec_eval, compat, judged, msmarco, accuracy]
    return FallbackProvider(providers)  # type: ignore[no-untyped-call]


def _compute(
    measures: Sequence[Measure],
    rankings: Mapping[str, Sequence[str]],
    judgements: Mapping[str, Mapping[str, int]],
) -> Values:
    """By question, then by measure, in their orders; a grade below 0 is not relevant either."""
    qrels = {
        question: {article: max(grade, 0) for article, grade in grades.items()}
        for question, grades in judgements.items()
    }
    run = {
        question: {name: -float(rank) for rank, name in enumerate(dict.fromkeys(ranking))}
        for question, ranking in rankings.items()
    }
    values: Values = {question: {str(measure): 0.0 for measure in measures} for question in qrels}
    for question, measure, value in _make_provider().iter_calc(measures, qrels, run):
        values[question][str(measure)] = float(value)
    return values


def _normalise_wordings(answers: Iterable[str]) -> list[str]:
    """The answers as they are compared; "" alone where there is nothing to say."""
    return [wording for wording in map(normalise, answers) if wording] or [""]


def _f1(predicted: Sequence[str], answer: Sequence[str]) -> float:
    if not predicted or not answer:
        return float(predicted == answer)
    same = (Counter(predicted) & Counter(answer)).total()
    return 2 * same / (len(predicted) + len(answer))


def _split_words(text: str) -> Iterator[tuple[str, Span]]:
    """A text's words in one case and one form, without a, an and the, with where they stand."""
    for match in _WORD.finditer(text):
        word = unicodedata.normalize("NFKC", match[0]).casefold().replace(",", "")
        if word not in _ARTICLES:
            yield word, Span(*match.span())
