"""What form the answer to a question has: some words, a list, a sentence or what somebody said."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Literal, NamedTuple

from qa.reader.people.descriptions import person_asked_about
from qa.reader.questions.answer_types import asking_clause

# "open" are words, or a list if the reader points at more than one of its members.
# "identity" is what somebody is, and "speaker" who says what the question tells.
AnswerForm = Literal[
    "words", "open", "list", "sentence", "yes or no", "quotation", "description", "identity",
    "speaker",
]  # fmt: skip


class QuestionForm(NamedTuple):
    """The form of the answer, and whose words are asked for: "" where it is nobody's."""

    form: AnswerForm
    speaker: str = ""


_AUXILIARY = (
    r"(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|shall|should|may|might|must)"
)
_DOES = r"(?:do|does|did|has|have|had|will|would|can|could|should|may|might)"
# "Could you tell me who won?" asks who won.
_LEAD_IN = re.compile(
    r"^(?:please,? )?(?:(?:can|could|would|will|do) (?:you|we|i|anyone|anybody) )?(?:please )?"
    r"(?:tell|say|know|explain|show|find out|remember|remind)(?: me| us)?,? "
    r"(?=(?:in |on |for |to )?(?:who|whom|whose|what|which|when|where|why|how|whether|if)\b)",
    re.IGNORECASE,
)

# A question that begins with its verb, perhaps after a time or a condition.
_FRAME = (
    r"(?:(?:in|on|at|after|before|during|if|when|while|by|as|since|under|for|according to)\b"
    r"[^,?]{2,80}, |(?:and|but|so|then|also|whether|if) |(?:and|but|so|then|also), )?"
)
_YES_OR_NO = re.compile(
    rf"^{_FRAME}(?!(?-i:IS)\b){_AUXILIARY}(?:n['’]t)? (?=\w)|.*, {_AUXILIARY}(?:n['’]t)? "
    r"(?:he|she|it|they|we|there)\?$|^(?:whether|if) (?!.*,)",
    re.IGNORECASE,
)
# These are names, months and nouns as well, which a few keywords may begin with.
_VERB_OR_NAME = re.compile(r"^(?:will|may|can|might|must|do|had)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^\w+(?:n['’]t)? (?:the|an?|this|that|these|those|there|any|all|i|you|he|she|it|we|they|his|"
    r"her|its|our|their|people|anyone|everyone)\b",
    re.IGNORECASE,
)

_REASON = re.compile(
    r"why\b|how come\b|(?:for )?what (?:(?:is|was|are|were|the) )*(?:\w+ )?(?:reasons?|motives?)\b|"
    # "What are they striking for?"
    r"what (?:is|are|was|were|has|have|had|do|does|did) .*\b(?:demonstrat|march|protest|rall|riot|"
    r"strik|walk)(?:e|y|ying|ing)?(?: out)? (?:about|against|for|over)\W*$",
    re.IGNORECASE,
)
_WAY = re.compile(
    rf"how (?:else |exactly |then )?(?:to|{_AUXILIARY})\b|what ways?\b", re.IGNORECASE
)
# "How is it called?" and "How are they related?" ask for a word.
_NAMED = re.compile(
    r"how (?:is|are|was|were)\b.*\b(?:called|known|named|spel(?:led|t)|pronounced|related)\b",
    re.IGNORECASE,
)

_ABOUT = (
    r"(?:about|of|on|over|regarding|concerning|to|in|at|when|after|before|during|as|following|"
    r"while|if|against|for|with|outside|later|afterwards|yesterday|today|this|last|next)\b"
)
# What is asked is the object of the verb: "say about it", never "say was the cause".
_SAID = re.compile(
    rf"what (?:else )?{_DOES}(?: not)? (?P<speaker>\S.*?) (?:actually |then )?(?:"
    rf"(?:say|said|write|written|state|reply|respond|answer|comment|think)(?: \w+ly)? ?"
    rf"(?:{_ABOUT}|[?]|$)"
    rf"|(?:tell|told) (?:\S+ ){{0,3}}?(?:\S+?(?:\?|$)|\S+ {_ABOUT}))",
    re.IGNORECASE,
)
_REACTED = re.compile(
    rf"how {_AUXILIARY} (?P<speaker>\S.*?) (?:respond|react|comment|reply|answer|explain|justify|"
    r"defend|feel|respond(?:ed)|react(?:ed)|put it)\b",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"what (?:is|was|are|were) (?P<speaker>\S.*?)(?:['’]s?|['’]) (?:own |first |initial )?"
    r"(?:reactions?|responses?|comments?|opinions?|views?|repl(?:y|ies)|answer|explanation|words|"
    r"advice|message)\b|what (?:is|was|are|were) the (?:reaction|response|comment|opinion|view|"
    r"reply|explanation|advice|message) (?:of|from|by) (?P<other>\S.*?)"
    r"(?: (?:to|on|about|after)\b|[?]|$)",
    re.IGNORECASE,
)
# A word or two of theirs is asked for.
_DESCRIBED = re.compile(
    rf"how {_AUXILIARY} (?P<speaker>\S.*?) (?:describe|characteri[sz]e|sum up|call|label|rate|"
    r"refer to|portray)\b",
    re.IGNORECASE,
)

_ACCORDING = re.compile(r"\b(?:according to|in the words of) (?P<speaker>[^,?]+)", re.IGNORECASE)

# One or several: "who will share the cost?", "what was stolen?"
_OPEN = re.compile(
    r"who (?!(?:is|was)\b)|what (?:is|was|did|does)\b.*\b(?:made (?:of|from|up)|consists? of|"
    r"includes?|contains?|stolen|taken|seized|found|destroyed|damaged|lost)\b|"
    r"what (?:did|does|do|has|have|had) .*\b(?:(?:turn(?:ed)?|d[iu]g|bring|brought) up|"
    r"yield(?:ed)?|unearth(?:ed)?|uncover(?:ed)?|recover(?:ed)?|seize|steal|take away)\b|"
    r"which of (?:the|his|her|its|their)\b",
    re.IGNORECASE,
)
# Those who have stayed: "who is left on the board?", but not "left out".
_WHO_REMAINS = re.compile(
    r"who(?:['’]s| is| are)? (?:still )?(?:left|remains?|remaining|still|stays) (?:in|on) ",
    re.IGNORECASE,
)
_NOT_PLURAL = frozenset(
    "is was does has his its this news series species politics economics athletics gas always "
    "perhaps us bus plus yes times".split()
)
_IRREGULAR = frozenset("people men women children police feet teeth media data criteria".split())
_NO_MEN = frozenset("specimen regimen abdomen acumen omen semen stamen cyclamen yemen".split())
_PLURAL_VERB = re.compile(r"(?:who|what|which)(?: (?:else|all))? (?:are|were)\b", re.IGNORECASE)
_CHOICE_OF = re.compile(
    r"(?:what|which) (?P<words>[\w’'-]+(?: [\w’'-]+){0,3})|"
    r"(?:name|list|give)(?: me)?(?: all)?(?: of)?(?: the)? (?P<listed>[\w’'-]+(?: [\w’'-]+){0,3})",
    re.IGNORECASE,
)
# These stand after a verb that looks like a plural: "which bus goes to it?"
_MAX_NOUN_WORDS = 3
_AFTER_A_VERB = re.compile("to|in|on|at|by|for|the|an?|from|his|her|their|its|with|if|when|after")
_NO_NOUN = re.compile(
    rf"{_AUXILIARY}|kinds?|types?|sorts?|to|in|on|at|by|for|the|an?|and|or|from|that", re.IGNORECASE
)


# "Who said the bridge was safe?" and not "Who is said to be safe?"
_WHO_SAID = re.compile(
    r"who(?: else| first| was it (?:who|that))? (?:had |has )?(?:said|says|told|warned|claimed|"
    r"claims|insisted|argued|complained|joked|remarked|predicted|called|calls|described|describes|"
    r"compared|compares|likened|likens|dubbed|branded|believes|thinks)\b(?! to be\b)",
    re.IGNORECASE,
)


def question_form(question: str) -> QuestionForm:
    """The form that the answer to a question has; "words" where nothing says otherwise."""
    asked = _LEAD_IN.sub("", question.strip())
    clause = asking_clause(asked)
    if speaker := _match_speaker(clause):
        return QuestionForm("quotation", speaker)
    if _is_yes_or_no(asked):
        source = _ACCORDING.search(asked)
        return QuestionForm("quotation", source["speaker"]) if source else QuestionForm("yes or no")
    if described := _DESCRIBED.match(clause):
        return QuestionForm("description", described["speaker"])
    if _REASON.match(clause) or (_WAY.match(clause) and not _NAMED.match(clause)):
        return QuestionForm("sentence")
    if person_asked_about(asked):
        return QuestionForm("identity")
    if _WHO_SAID.match(clause):
        return QuestionForm("speaker")
    if _asks_for_several(clause or asked):
        return QuestionForm("list")
    return QuestionForm("open" if _OPEN.match(clause) else "words")


def _match_speaker(clause: str) -> str:
    said = _SAID.match(clause) or _REACTED.match(clause) or _REACTION.match(clause)
    return (said["speaker"] or said.groupdict().get("other") or "") if said else ""


def _is_yes_or_no(asked: str) -> bool:
    if not _YES_OR_NO.match(asked):
        return False
    is_sure = "?" in asked or not _VERB_OR_NAME.match(asked)
    return is_sure or _SUBJECT.match(asked) is not None


def _asks_for_several(clause: str) -> bool:
    if _PLURAL_VERB.match(clause) or _WHO_REMAINS.match(clause):
        return True
    chosen = _CHOICE_OF.match(clause)
    words = (chosen["words"] or chosen["listed"]).split() if chosen else []
    nouns = takewhile(lambda word: not _NO_NOUN.fullmatch(word), words[:_MAX_NOUN_WORDS])
    # "Which Fields Medal winner" asks for one.
    place = next((n for n, word in enumerate(nouns) if _is_plural(word)), None)
    if place is None:
        return False
    return place + 1 == len(words) or not _AFTER_A_VERB.fullmatch(words[place + 1])


def _is_plural(word: str) -> bool:
    """Whether a word is a plural noun; names, such as "Fields", are not."""
    if word in _IRREGULAR or (word.endswith("men") and word not in _NO_MEN):
        return True
    looks_plural = len(word) > 3 and word.endswith("s") and word[-2] not in "sui'’"
    return looks_plural and word.islower() and word not in _NOT_PLURAL
