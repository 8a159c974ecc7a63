"""Which sentences their quotes support."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa.sample
from corpus.sentences import sentences
from qa.verify.quote_words import is_negation, split_words
from qa.write.sentence_check import find_problems

CABLES = "Chief engineer Ines Caldera said 14 cables must be replaced, at a cost of £2.5m."
DENIED = "Otto Brandvold said the harbour would not close before the spring."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Ines Caldera said 14 cables must be replaced.", CABLES),
        ("The chief engineer, Ines Caldera, said that 14 cables must be replaced.", CABLES),
        ("Replacing 14 cables will cost £2.5m, Caldera said.", CABLES),
        ("The harbour would not close before spring, said Otto Brandvold.", DENIED),
        ("Brandvold’s harbour will not close before the spring.", DENIED),
    ],
)
def test_what_the_quote_says_is_supported(sentence: str, quote: str) -> None:
    assert find_problems(sentence, [quote]) == ()


@pytest.mark.parametrize(
    ("sentence", "quote", "problem"),
    [
        ("Ines Caldera said 41 cables must be replaced.", CABLES, "number"),
        ("Ines Caldera said fourteen hundred cables must be replaced.", CABLES, "number"),
        ("Ines Caldera said 14 cables must be replaced at a cost of €2.5m.", CABLES, "number"),
        ("Otto Caldera said 14 cables must be replaced.", CABLES, "name"),
        ("Ines Caldera said 14 cables must be replaced in Port Tallis.", CABLES, "name"),
        ("Ines Caldera said 14 cables must not be replaced.", CABLES, "a denial"),
        ("Otto Brandvold said the harbour would close before the spring.", DENIED, "leaves out"),
        ("Caldera Ines said 14 cables must be replaced.", CABLES, "order"),
        ("Ines Caldera resigned after a bitter quarrel over money.", CABLES, "too few"),
        ("Ines Caldera said 14 cables must be replaced.", None, "cites no quote"),
    ],
)
def test_what_the_quote_does_not_say_is_not(sentence: str, quote: str | None, problem: str) -> None:
    problems = find_problems(sentence, [quote] if quote else [])
    assert any(problem in each for each in problems), problems


def test_what_two_quotes_say_together_is_supported_by_both_and_by_neither_alone() -> None:
    sentence = "14 cables must be replaced; the harbour would not close."
    assert find_problems(sentence, [CABLES, DENIED]) == ()
    assert find_problems(sentence, [CABLES])
    assert find_problems(sentence, [DENIED])


@pytest.mark.parametrize("change", ["number", "name", "denial"])
def test_every_single_change_of_that_kind_is_found(change: str) -> None:
    words = CABLES.rstrip(".").split()
    for place, word in enumerate(words):
        altered = list(words)
        if change == "number" and any(map(str.isdigit, word)):
            altered[place] = word.replace("14", "15").replace("2.5", "3.5")
        elif change == "name" and word in ("Ines", "Caldera"):
            altered[place] = "Runa"
        elif change == "denial" and word == "must":
            altered[place] = "must never"
        else:
            continue
        assert find_problems(" ".join(altered), [CABLES]), altered


SAMPLE = Path(qa.sample.__file__).parent / "articles"
_MADE_UP = "Zorblat"


def sample_sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8").split("---")[-1] for path in SAMPLE.glob("*.md")]
    found = [text[slice(*span)] for text in texts for span in sentences(text)]
    return [sentence for sentence in found if len(sentence.split()) > 4]


def changed(sentence: str) -> Iterator[str]:
    """The sentence with each number, each name and each verb changed that can be told by rule."""
    for number in re.finditer(r"\d+", sentence):
        yield f"{sentence[: number.start()]}{int(number[0]) + 1}{sentence[number.end() :]}"
    for name in re.finditer(r"(?<=\w )[A-Z][a-z]+\b", sentence):
        yield sentence[: name.start()] + _MADE_UP + sentence[name.end() :]
    if not any(map(is_negation, split_words(sentence).folded)):
        denied = re.sub(r"\b(is|was|were|are|will|would|had|has)\b", r"\1 not", sentence, count=1)
        yield from [denied] if denied != sentence else []


def test_of_the_sample_every_sentence_supports_itself_and_no_changed_one() -> None:
    whole = sample_sentences()
    altered = [(each, sentence) for sentence in whole for each in changed(sentence)]
    assert len(whole) > 200
    assert len(altered) > 500
    assert [each for each in whole if find_problems(each, [each])] == []
    assert [each for each, sentence in altered if not find_problems(each, [sentence])] == []
