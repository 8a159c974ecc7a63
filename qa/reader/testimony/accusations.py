"""Who is accused of a deed, where it is asked who did it."""

from __future__ import annotations

import re

from corpus.records import Span


def is_only_accused(sentence: str, answer: Span, question: str) -> bool:
    """Whether who did something is asked for, and a sentence only says who is accused of it."""
    if not _ASKS_WHO_DID_IT.search(question):
        return False
    before, after = sentence[: answer.start], sentence[answer.end :]
    return any(
        pattern.search(text)
        for pattern, text in ((_SUSPECT, before), (_ACCUSED, after), (_PROSECUTED, after))
    )


# Whoever did it or was found guilty of it is asked for, and not who is accused of it.
_ASKS_WHO_DID_IT = re.compile(
    r"\bwho (?:else )?(?:has |had )?(?:killed|murdered|strangled|stabbed|shot|poisoned|raped|stole|"
    r"attacked|assaulted|robbed|embezzled|defrauded|abducted|kidnapped|bombed|set fire|"
    r"started the (?:fire|blaze))\b|"
    r"\bwho (?:else )?(?:is|was|were|has been|got) (?:convicted|(?:found )?guilty|jailed|sentenced|"
    r"imprisoned|sent to (?:prison|jail)|the (?:killer|murderer|culprit|thief))\b",
    re.IGNORECASE,
)
_PROVED = r"(?<!not )guilty|convict(?:ed|ion)|jailed|sentenced|imprisoned|admitted|confessed|prison"
_ACCUSED = re.compile(
    rf"^(?!.*\b(?:{_PROVED})\b)[^;]{{0,60}}?\b(?:accused of|charged with|suspected of|"
    r"alleged(?:ly)?|indicted|acquitted|cleared of|"
    r"(?:is|are|was|were|went|goes|go|stands?) on trial|"
    r"pleaded not guilty|den(?:y|ies|ied|ying)\b)",
    re.IGNORECASE,
)
_PROSECUTED = re.compile(
    rf"^(?!.*\b(?:{_PROVED})\b).*\b(?:(?:prosecution|prosecutors?|the crown) (?:said|says|told|"
    r"tells|alleges?|alleged|claims?|claimed)|"
    r"(?:jury|court) (?:heard|was told|is told|has heard))\b",
    re.IGNORECASE,
)
_SUSPECT = re.compile(
    r"\b(?:(?:alleged|suspected|accused) \w+|the accused|suspects?),? (?:(?:the|a|an) )?$",
    re.IGNORECASE,
)
