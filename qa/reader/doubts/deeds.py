"""Whether a text tells of another deed than is asked about: who owns a house did not build it."""

from __future__ import annotations

import re

from qa.reader.questions.answer_types import asking_clause

# Deeds that may be done to one thing by different people, each with the forms of its verbs.
_DEEDS = {
    "found": r"founded|founds|started|starts|established|set up|sets up|launched|created",
    "own": r"owned|owns|own",
    "run": r"managed|manages|runs|ran|run|headed|heads|led|leads|directed|directs|chaired|chairs|"
           r"coached|coaches|conducted|conducts",
    "design": r"designed|designs|drawn up",
    "build": r"built|builds|constructed|erected|put up|restored|rebuilt",
    "make": r"painted|paints|wrote|writes|written|composed|composes|sculpted|carved|"
    r"ground|sewn|drawn",
    "buy": r"bought|buys|purchased|acquired|acquires",
    "sell": r"sold|sells",
    "steal": r"stole|steals|stolen|robbed",
    "find": r"found|finds|discovered|recovered|spotted",
    "fund": r"paid for|pays for|funded|funds|financed|sponsored",
    "open": r"opened|opens|unveiled",
    "publish": r"published|publishes|publish",
    "lose": r"lost|loses|mislaid",
    "insure": r"insured|insures|underwrote|underwrites",
    "interview": r"interviewed|interviews",
    "damage": r"damaged|destroyed|vandalised|vandalized|slashed|burned down",
}  # fmt: skip
_FORMS = {deed: re.compile(rf"(?:{forms})\b", re.IGNORECASE) for deed, forms in _DEEDS.items()}
_WORKS = (
    r"painting|portrait|picture|novel|book|poem|song|film|symphony|opera|play|piece|statue|mural|"
    r"sculpture|drawing|ballad"
)
# "Who", or "which Swiss bank".
_WHO = re.compile(
    r"(?:who|(?:which|what)(?: (?!(?:is|was|are|were|do|does|did|has|have|had|will|would|can|could|"
    r"should|the|an?)\b)[\w-]+){1,2}?) (?:first |else )?(?:has |had )?"
    rf"(?=(?:{'|'.join(_DEEDS.values())})\b)",
    re.IGNORECASE,
)
# Whoever published a report may have written it; and many lose something else.
_MAY_BE_BOTH = frozenset({"make", "publish"})
_NO_OTHER = frozenset({"lose"})
# Up to the name: "owned by ", "painted in 1664 by the Dutch master ", "a painting by ".
_ROLE = r"(?:(?:the|a|an|his|her|its|their) )?(?:[a-z’'-]+ |[A-Z][a-z]+ (?=[a-z])){0,3}"
_BY = rf"(?: (?!by\b)[\w’'-]+){{0,3}} by {_ROLE}$"
_DONE_BY = {deed: re.compile(rf"\b(?:{forms}){_BY}") for deed, forms in _DEEDS.items()}
_WORK_BY = re.compile(rf"\b(?:{_WORKS})(?:,? [^,.;]{{1,40}},)? by {_ROLE}$")
# Right behind the name: "bought the club", "has bought it".
_DOES = {deed: re.compile(rf" (?:has |had |have )?(?:{forms}) ") for deed, forms in _DEEDS.items()}


def does_other_deed(question: str, before: str, after: str) -> bool:
    """Whether the words around a name in its clause say that it does something else."""
    asked = _asked_deed(question)
    if asked is None:
        return False
    done = {deed for deed, pattern in _DONE_BY.items() if pattern.search(before)}
    done |= {"make"} if _WORK_BY.search(before) else set()
    done -= _MAY_BE_BOTH if asked in _MAY_BE_BOTH and asked not in done else _NO_OTHER - {asked}
    if done:
        return asked not in done
    does = {deed for deed, pattern in _DOES.items() if pattern.match(after)} - _NO_OTHER
    if not does or asked in does:
        return False
    return re.search(rf"\b(?:{_DEEDS[asked]})\b", f"{before} {after}") is None


def _asked_deed(question: str) -> str | None:
    """The deed whose doer is asked for."""
    clause = asking_clause(question)
    who = _WHO.match(clause)
    if who is None:
        return None
    return next((deed for deed, forms in _FORMS.items() if forms.match(clause, who.end())), None)
