"""Questions made unanswerable: a name or a number in them becomes another one.

Nothing in a passage says that it is about another year or another person than was asked; a reader
has to miss what the question names. Swapped questions show it how that looks (as the rules of
Rajpurkar et al., 2018, describe what people did by hand).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.lab.training.sets import Example, article_name

# Capitalised words inside a question, and numbers; the first word is capitalised anyway.
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]{2,}(?: (?:of |the |de )?[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"(?<![\w.,])\d{2,4}(?![\w.,])")
_YEAR_DIGITS = 4
_YEARS_APART, _SHARE_APART = 30, 0.5


def swap_questions(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """Those examples whose question can be swapped, with none of their answers right any more."""
    names = _collect_names(examples)
    swapped: list[Example] = []
    for example in examples:
        question = _swap(example, names[article_name(example.paragraph)], chance)
        if question and example.answer:
            swapped.append(replace(example, id=f"{example.id}/swapped", question=question,
                                   answer=None, answers=()))  # fmt: skip
    return swapped


def _collect_names(examples: Sequence[Example]) -> dict[str, list[str]]:
    """The names that the questions about each article hold."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for example in examples:
        names[article_name(example.paragraph)].update(
            dict.fromkeys(_NAME.findall(example.question))
        )
    return {name: [*found] for name, found in names.items()}


def _swap(example: Example, names: Sequence[str], chance: random.Random) -> str | None:
    """The question with one thing exchanged that its paragraph bears out; None if there is none."""
    text = f"{example.paragraph.title} {example.paragraph.text}"
    borne = [
        found
        for found in (*_NAME.finditer(example.question), *_NUMBER.finditer(example.question))
        if found[0] in example.paragraph.text
    ]
    chance.shuffle(borne)
    for found in borne:
        is_number = found[0].isdigit()
        others = [*_other_numbers(found[0], chance)] if is_number else [*names]
        chance.shuffle(others)
        for other in others:
            if not _shares_word(other, text):
                return example.question[: found.start()] + other + example.question[found.end() :]
    return None


def _other_numbers(number: str, chance: random.Random) -> Iterator[str]:
    """Some numbers like this one: years some years apart, others by up to a half."""
    value = int(number)
    apart = _YEARS_APART if len(number) == _YEAR_DIGITS else max(2, int(_SHARE_APART * value))
    for _ in range(3):
        yield str(max(2, value + chance.choice((-1, 1)) * chance.randint(1, apart)))


def _shares_word(name: str, text: str) -> bool:
    return any(word in text for word in name.split() if len(word) > 2 or word.isdigit())
