"""Whether a sentence states the answer that stands in it, or only mentions it.

"Will not cut 340 jobs", "withdrew the claim that 340 jobs would go", "if 340 jobs went" and "was
raised from 340" all hold "340", and none of them answers how many jobs are cut. Where the
question itself asks for what is denied, planned or past, such a mention does answer it.
"""

from __future__ import annotations

import re

from corpus.indexes.keywords import stems
from corpus.records import Span
from qa.reader.testimony.accusations import is_only_accused
from qa.reader.testimony.denials import DENIAL_RULES
from qa.reader.testimony.old_figures import OLD_FIGURE_RULES
from qa.reader.testimony.past_holders import is_named_for_past

_RULES = (*DENIAL_RULES, *OLD_FIGURE_RULES)
_DENIED_DEED = re.compile(
    r"^ (?:did|does|do|has|have|had|is|was|were|will)(?: (?:not|never)|n['’]t) (?:been |be |the |"
    r"an? )?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_ASKS_OF_DENIAL = re.compile(r"\b(?:not|never|\w+n['’]t|den(?:y|ied)|fail\w*)\b", re.IGNORECASE)
_PAST_FORMS = dict(
    pair.split("/")
    for pair in "win/won lose/lost take/took get/got leave/left make/made buy/bought build/built "
    "write/wrote hold/held find/found lead/led shoot/shot sell/sold pay/paid give/gave steal/stole "
    "beat/beat become/became drive/drove break/broke".split()
)


def is_stated(sentence: str, answer: Span, question: str) -> bool:
    """Whether a sentence states an answer, which is a range of it; in doubt it does."""
    before, after = sentence[: answer.start], sentence[answer.end :]
    return not (
        is_only_accused(sentence, answer, question)
        or _is_denied_of(after, question)
        or is_named_for_past(before, after, question)
        or any(
            rule.applies(before, after) and not rule.in_question.search(question) for rule in _RULES
        )
    )


def _is_denied_of(after: str, question: str) -> bool:
    """Whether just what is asked is denied of the name before these words: "did not win"."""
    denied = _DENIED_DEED.match(after)
    if denied is None or _ASKS_OF_DENIAL.search(question):
        return False
    verb = denied["verb"].casefold()
    forms = {*stems(verb), *stems(_PAST_FORMS.get(verb, verb))}
    return not forms.isdisjoint(stems(question))
