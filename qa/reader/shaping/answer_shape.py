"""A passage's candidates become its answer: rated, chosen, and in the form that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.indexes.keywords import question_stems, stems
from corpus.quotation_marks import find_quotations
from corpus.records import Passage, Span
from qa.answers import AnswerShape
from qa.reader.doubts.changes import end_of_change, follow_changes, without_denied
from qa.reader.doubts.misfits import RATED, rate_spans, repeats_question
from qa.reader.doubts.premises import check_premises
from qa.reader.people.descriptions import find_description, is_named
from qa.reader.people.offices_told import is_called_so
from qa.reader.questions.asked import Asked
from qa.reader.shaping.done_to_people import attest_done
from qa.reader.shaping.lists import whole_list, with_next_member
from qa.reader.shaping.quotation_answers import (
    OTHER_SPEAKER_PENALTY,
    find_speaker,
    is_of_other_speaker,
    pick_utterance,
    utterance_around,
)
from qa.reader.shaping.sentence_answers import (
    ATTESTED_LOGITS,
    MAX_UTTERANCE,
    Choice,
    pick_for_yes_or_no,
    pick_sentence,
    sentence_of_both,
)
from qa.reader.shaping.whole_spans import balance, whole_span
from qa.reader.spans import ScoredSpan

# Two different spans of one sentence that are closer than this, in logits, are no choice at all:
# the sentence is shown.
THIN_LEAD_LOGITS = 0.1
# Where one thing is asked for, a list is shown if another of the reader's best spans is a member
# of it, and not much worse.
MEMBER_LEAD_LOGITS = 4.0
# What counts against the other candidates widens the lead of the best one by so much at most, in
# logits: the reader preferred one of them at first, which is no good sign.
_MAX_RIVAL_PENALTY = 2.0
# So much counts against what is only not of the kind asked for: the weights were fitted with it.
_KIND_PENALTY = 2.0
# What is told of somebody loses so much, in logits, where it is not told of the one asked about.
UNNAMED_PENALTY = 6.0
# How far the form of a list shows that it answers, where several are asked for.
LIST_ATTESTED = 0.3
# How far it shows that an answer is right that its text calls somebody what is asked for.
OFFICE_ATTESTED = 0.4
# A text is about what is asked if it has so many of the question's words.
_ABOUT_SHARE = 0.6
# So much speaks against the only one that is found where several are asked for, in logits.
LONE_MEMBER_PENALTY = 2.0
# A quotation of more words is an utterance: it is shown with who makes it.
_MAX_QUOTED_WORDS = 5
_SEVERAL = re.compile(r"\band\b|[,&;\d]|\b[a-z’'-]+(?<!s)s\b|\b(?:people|men|women|children)\b")


class ShapedAnswer(NamedTuple):
    """What a passage answers: ranges of its text, and scores in logits.

    `core` are the words that the reader points at; `score` and `lead` are theirs, and `misfit` is
    what counts against them; `attested` is as `PassageReading` has it.
    """

    span: Span
    core: Span
    shape: AnswerShape
    score: float
    lead: float
    misfit: float = 0.0
    attested: float = 0.0


def shape_answer(
    asked: Asked, passage: Passage, found: Sequence[ScoredSpan], misfit_penalty: float
) -> ShapedAnswer:
    """The answer of a passage, made of its candidates, of which there is at least one."""
    if asked.kind in ("number", "time"):
        found = follow_changes(asked.question, passage.text, found)
    checked = check_premises(asked, passage, found)
    match asked.form.form:
        case "yes or no":
            choice = pick_for_yes_or_no(asked, passage.text, checked, passage.article.title)
            # No words of it are the answer, so that none are compared with other passages'.
            core, score = choice.span, choice.candidate.score - choice.penalty
            score += ATTESTED_LOGITS * choice.attested
            return ShapedAnswer(
                core, core, "sentence", score, _lead(found), choice.penalty, choice.attested
            )
        case "sentence":
            choice = pick_sentence(asked, passage.text, checked)
            return _as_sentence(asked, passage, found, choice)
        case "quotation":
            choice = pick_utterance(asked, passage, checked)
            return _as_sentence(asked, passage, found, choice)
        case "description":
            return _shape_description(asked, passage, found, misfit_penalty)
        case "identity":
            return _shape_identity(asked, passage, found, misfit_penalty)
        case "speaker":
            return _shape_speaker(asked, passage, found, misfit_penalty)
        case _:
            rated = rate_spans(asked, passage.text, checked, misfit_penalty)
            answer = _shape_words(asked, passage.text, rated, found)
            if _is_called_what_is_asked(asked, passage, answer):
                return answer._replace(attested=OFFICE_ATTESTED)
            if done := attest_done(asked.question, passage.text, answer.core):
                return answer._replace(score=answer.score + ATTESTED_LOGITS * done, attested=done)
            return answer


def _shape_words(
    asked: Asked, text: str, rated: Sequence[ScoredSpan], found: Sequence[ScoredSpan]
) -> ShapedAnswer:
    best, lead = rated[0], _lead(_doubted(rated, found))
    misfit = max(0.0, dict(found)[best.span] - best.score - _KIND_PENALTY)
    core = whole_span(text, best.span, asked.question, asked.kind)
    core = end_of_change(text, core, asked.question)
    if not asked.asks_for_denial:
        core = without_denied(text, core)
    if members := _list_around(asked, text, core, rated):
        attested = LIST_ATTESTED if asked.form.form == "list" else 0.0
        return ShapedAnswer(
            balance(text, members), core, "list", best.score, lead, misfit, attested
        )
    if asked.form.form == "list" and not _names_several(text[slice(*core)]):
        best = best._replace(score=best.score - LONE_MEMBER_PENALTY)
        misfit += LONE_MEMBER_PENALTY
    if len(rated) > 1 and _lead(rated) < THIN_LEAD_LOGITS:
        sentence = sentence_of_both(text, best.span, rated[1].span)
        if sentence:
            return ShapedAnswer(sentence, core, "sentence", best.score, lead, misfit)
    return ShapedAnswer(core, core, "span", best.score, lead, misfit)


def _is_called_what_is_asked(asked: Asked, passage: Passage, answer: ShapedAnswer) -> bool:
    """Whether a passage calls somebody what is asked for, and is about what else is asked."""
    if answer.shape != "span" or answer.misfit or asked.kind not in ("name", "other"):
        return False
    return is_called_so(asked.question, passage.text, answer.core) and _is_about(
        asked, f"{passage.article.title}\n{passage.text}"
    )


def _is_about(asked: Asked, text: str) -> bool:
    """Whether a text has the question's names, and most of its other words."""
    words, held = {*question_stems(asked.question)}, text.casefold()
    has_names = all(any(word in held for word in name) for name in asked.names)
    return has_names and len(words.intersection(stems(text))) >= _ABOUT_SHARE * len(words)


def _names_several(words: str) -> bool:
    """Whether words may stand for more than one: joined, or in the plural, or a number of them."""
    return _SEVERAL.search(words) is not None


def _shape_identity(
    asked: Asked, passage: Passage, found: Sequence[ScoredSpan], misfit_penalty: float
) -> ShapedAnswer:
    """What somebody is called beside the name; else what the reader points at."""
    text, name = passage.text, asked.person
    if described := find_description(text, name):
        span, score = balance(text, described), found[0].score + ATTESTED_LOGITS
        return ShapedAnswer(span, span, "span", score, _lead(found), attested=1.0)
    answer = _shape_words(asked, text, rate_spans(asked, text, found, misfit_penalty), found)
    if is_named(f"{passage.article.title}\n{text}", name):
        return answer
    misfit = answer.misfit + UNNAMED_PENALTY
    return answer._replace(score=answer.score - UNNAMED_PENALTY, misfit=misfit)


def _shape_speaker(
    asked: Asked, passage: Passage, found: Sequence[ScoredSpan], misfit_penalty: float
) -> ShapedAnswer:
    """Whoever says what the question tells; never somebody whom the speaker only names."""
    text, spoken = passage.text, find_speaker(asked, passage)
    span = spoken.span if spoken else None
    if spoken is None or span is None or repeats_question(asked, text[slice(*span)]):
        answer = _shape_words(asked, text, rate_spans(asked, text, found, misfit_penalty), found)
        penalty = UNNAMED_PENALTY if spoken and span is None else 0.0
        return answer._replace(score=answer.score - penalty, misfit=answer.misfit + penalty)
    others = [each for each in found if not _overlap(each.span, span)]
    gained = ScoredSpan(span, found[0].score + ATTESTED_LOGITS * spoken.attested)
    heard = sorted([gained, *others], key=lambda each: -each.score)
    answer = _shape_words(asked, text, rate_spans(asked, text, heard, misfit_penalty), heard)
    is_theirs = _overlap(answer.core, span)
    return answer._replace(attested=spoken.attested if is_theirs else 0.0)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _list_around(asked: Asked, text: str, core: Span, rated: Sequence[ScoredSpan]) -> Span | None:
    """The list that the core is a member of, where one is asked for.

    Where one thing may be asked for as well, another of the best spans must be a member of it.
    """
    if asked.form.form == "list":
        return whole_list(text, core)
    least = rated[0].score - MEMBER_LEAD_LOGITS
    others = [
        span for span, score in rated[1:]
        if score >= least and abs(span.start - core.start) < MAX_UTTERANCE
        and not (core.start < span.end and span.start < core.end)
    ]  # fmt: skip
    if asked.form.form != "open" or not others:
        return None
    if (members := whole_list(text, core)) is None:
        return with_next_member(text, core, others)
    is_pointed_at = any(members.start < span.end and span.start < members.end for span in others)
    return members if is_pointed_at else None


def _shape_description(
    asked: Asked, passage: Passage, found: Sequence[ScoredSpan], misfit_penalty: float
) -> ShapedAnswer:
    """A speaker's utterance, with the words in it that describe; those in quotation marks whole."""
    checked = [
        each._replace(
            score=each.score
            - OTHER_SPEAKER_PENALTY * is_of_other_speaker(asked, passage, each.span)
        )
        for each in found[:RATED]
    ]
    text = passage.text
    rated = rate_spans(asked, text, checked, misfit_penalty)
    answer = _shape_words(asked, text, rated, checked)
    core = _quoted_words_around(text, answer.core)
    utterance = utterance_around(asked, passage, core)
    if not (utterance.start <= core.start and core.end <= utterance.end):
        core = utterance
    return answer._replace(span=utterance, core=core, shape="sentence")


def _quoted_words_around(text: str, core: Span) -> Span:
    """All of a few words in quotation marks that the core is among; else the core."""
    for start, end in find_quotations(text):
        if start < core.start and core.end < end:
            is_few = len(text[start:end].split()) <= _MAX_QUOTED_WORDS
            return whole_span(text, Span(start, end)) if is_few else core
    return core


def _as_sentence(
    asked: Asked, passage: Passage, found: Sequence[ScoredSpan], choice: Choice
) -> ShapedAnswer:
    core = whole_span(passage.text, choice.candidate.span, asked.question)
    if not (choice.span.start <= core.start and core.end <= choice.span.end):
        core = choice.span
    score = choice.candidate.score - choice.penalty + ATTESTED_LOGITS * choice.attested
    misfit = choice.penalty + dict(found)[choice.candidate.span] - choice.candidate.score
    return ShapedAnswer(choice.span, core, "sentence", score, _lead(found), misfit, choice.attested)


def _doubted(rated: Sequence[ScoredSpan], found: Sequence[ScoredSpan]) -> tuple[ScoredSpan, ...]:
    """The best one and its rivals, of whose penalties at most `_MAX_RIVAL_PENALTY` counts each."""
    raw = dict(found)
    rivals = [
        each._replace(score=max(each.score, raw[each.span] - _MAX_RIVAL_PENALTY))
        for each in rated[1:]
    ]
    return (rated[0], *sorted(rivals, key=lambda each: -each.score))


def _lead(rated: Sequence[ScoredSpan]) -> float:
    return rated[0].score - rated[1].score if len(rated) > 1 else 0.0
