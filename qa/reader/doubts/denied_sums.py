"""Whether an article says that there was no fine, ransom or other sum that is asked about."""

from __future__ import annotations

import re

_SUMS = {
    "fine": r"fined?s?|fining",
    "ransom": r"ransoms?",
    "reward": r"rewards?",
    "bail": r"bail",
    "fee": r"fees?",
    "bonus": r"bonus(?:es)?",
    "compensation": r"compensat\w+|redress",
    "damages": r"damages",
    "grant": r"grants?|granted",
    "refund": r"refund\w*",
}
_FORMS = {sum_: re.compile(rf"\b(?:{forms})\b", re.IGNORECASE) for sum_, forms in _SUMS.items()}
_HOW_MUCH = re.compile(r"\bhow (?:much|big|large|high)\b|\bwhat (?:was|is|were)\b", re.IGNORECASE)
_LATER = r"(?! (?:until|till|before|unless|if|but|other|so far|yet|in (?:19|20)\d\d)\b)"
_NONE = {
    sum_: re.compile(
        rf"\b(?:carr(?:y|ies|ied)|is|was|were|be|been|has|had|have|with|faces?|faced|got|gets?|received?|"
        rf"imposed?|imposes|paid|pays?|demanded|offered) no (?:{forms})\b{_LATER}",
        re.IGNORECASE,
    )
    for sum_, forms in _SUMS.items()
}


def is_denied_sum(question: str, article: str, sentence: str) -> bool:
    """Whether an article says that there was none, and a sentence does not tell of one.

    "It carries no fine" leaves no other number to be how much somebody was fined.
    """
    if not _HOW_MUCH.search(question):
        return False
    asked = [sum_ for sum_, forms in _FORMS.items() if forms.search(question)]
    return any(
        _NONE[sum_].search(article) is not None
        and _FORMS[sum_].search(_NONE[sum_].sub("", sentence)) is None
        for sum_ in asked
    )
