"""What each row of evidence says to a question, and whether that counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.indexes.keywords import stems
from corpus.passages import embedded_text
from corpus.records import PublicationDate
from qa.answers import Evidence
from qa.reader.base import Verdict
from qa.reader.nearest_sentence import word_rarities
from qa.reader.questions.answer_types import answer_kind
from qa.reader.questions.question_forms import question_form
from qa.reader.questions.question_names import names_in, question_names, without_times
from qa.reader.testimony.answer_groups import Statement, newest_of
from qa.reader.testimony.mentions import is_stated
from qa.reader.testimony.other_matters import (
    is_amount_of_other_matter,
    is_time_of_other_matter,
)
from qa.reader.testimony.replacements import replaces, reverses
from qa.reader.testimony.speaking_rows import SpeakingRow
from qa.reader.testimony.tenses import asks_of_future, is_of_this_time, wants_newest
from qa.reader.values.answer_values import Value, parse_value
from qa.reader.values.word_folding import fold_word

# Of the question's names that the first row's article holds, what another article must hold to be
# about the same.
_NAMES_SHARE = 0.6
# Of the question's other words that the first row's sentence holds, weighted by rarity, what a
# sentence must hold to say the same or to contradict it; more where it gives another name, because
# nearly all have some.
_WORDS_SHARE, _WORDS_SHARE_OF_NAMES = 0.45, 0.75
# A row that is as likely as this says so whatever its sentence's words are; to contradict, a name
# needs them all the same.
_SURE = 0.7
# Another article tells the same story if its row is at least this likely to answer, and both name
# so many persons and places that the question does not.
_LIKELY, _STORY_NAMES = 0.4, 4
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_NAMED = re.compile(r"(?<=[\w,] )[A-ZÀ-Þ][\w’-]{3,}")


def leading_row(question: str, rows: Sequence[Evidence], statements: Sequence[Statement]) -> int:
    """The row whose answer is to lead: the first, unless another one takes its place.

    A correction takes the place of what it corrects; an article that states the answer that of one
    which only mentions it; and, where the question asks for what holds now, the newest answer that
    of an older one.
    """
    if not statements:
        return 0
    first, *others = statements
    corrector = rows[first.row].corrected_by
    if first.is_corrected and corrector:
        return next((each.row for each in others if each.article_id == corrector.id), first.row)
    if not first.is_stated:
        stating = (each for each in others if each.contradicts and each.agrees(first))
        return next((each.row for each in stating), first.row)
    if reversing := next((each for each in others if _reverses(question, rows, each, first)), None):
        return reversing.row
    if not wants_newest(question):
        return first.row
    is_yes_or_no = question_form(question).form == "yes or no"
    newest = newest_of(statements, must_differ=not is_yes_or_no)
    return newest.row if newest else first.row


def _reverses(question: str, rows: Sequence[Evidence], each: Statement, first: Statement) -> bool:
    """Whether a later article tells that the decision which the first row tells holds no more."""
    sentence = rows[each.row].sentence
    words = rows[each.row].passage.article.text[slice(*sentence)]
    return each.counts and each.day > first.day and reverses(question, words)


def _is_comparable(question: str, statement: Statement) -> bool:
    """Whether the words marked in a sentence are an amount, a time or a name that was asked for."""
    return answer_kind(question) != "other" and statement.value.is_comparable


@dataclass(frozen=True, slots=True)
class _Account:
    """What a row says by itself: whether it is `valid`, and the words of the question it holds."""

    value: Value
    chance: float
    is_stated: bool
    is_valid: bool
    words: frozenset[str]
    names: frozenset[str]


class Hearing:
    """What rows of evidence say to one question; what each says by itself is worked out once.

    A row counts where its own probability, without those of others that agree, is at least
    `least`, where its sentence states the answer and speaks of what the first one's speaks of,
    where its article is about the same, and where no other row corrects it. To contradict others
    it must be at least `least_to_differ` likely, and its sentence must say as much of what is
    asked.
    """

    def __init__(
        self, question: str, verdict: Verdict, *, least: float, least_to_differ: float
    ) -> None:
        self._least, self._least_to_differ = least, least_to_differ
        self._question, self._kind = question, answer_kind(question)
        self._chances = verdict.chances_alone
        hits = [passage.hit for passage in verdict.passages]
        named = question_names(question, [embedded_text(hit.passage) for hit in hits])
        self._names = without_times(named)
        stems_of_names = {stem for name in named for stem in stems(name)}
        rarities = word_rarities(question, hits)
        self._others = {word: each for word, each in rarities.items() if word not in stems_of_names}
        self._accounts: dict[str, _Account] = {}

    def of(self, rows: Sequence[Evidence]) -> list[Statement]:
        """What each row that has an answer says, in their order, beside the first one."""
        speaking = [
            SpeakingRow(number, row, row.marked) for number, row in enumerate(rows) if row.marked
        ]
        return [self._judge(each, speaking[0]) for each in speaking]

    def comparable(self, rows: Sequence[Evidence]) -> list[Statement]:
        """The same; beside a whole sentence only its own, because no other says the same or not."""
        statements = self.of(rows)
        if statements and rows[0].shape == "sentence":
            return statements if _is_comparable(self._question, statements[0]) else statements[:1]
        return statements

    def _judge(self, each: SpeakingRow, first: SpeakingRow) -> Statement:
        """What a row says, and whether that counts beside what the first one says."""
        mine, theirs = self._account(each), self._account(first)
        counts = (
            mine.is_valid
            and mine.chance >= self._least
            and self._is_about_same(each, first)
            and (
                mine.chance >= _SURE
                or self._speaks_of_same(mine, theirs)
                or self._goes_on_with(each, first)
            )
        )
        return Statement(
            row=each.number,
            text=each.text,
            value=mine.value,
            article_id=each.article.id,
            published=each.article.published,
            articles=1 + len(each.row.copies),
            is_stated=mine.is_stated,
            is_corrected=each.is_corrected,
            counts=counts,
            contradicts=counts
            and (
                replaces(self._question, each, first)
                or (
                    mine.chance >= self._least_to_differ
                    and (self._says_as_much(mine, theirs) or self._goes_on_with(each, first))
                    and not self._is_of_other_matter(each, first)
                )
            )
            and not is_of_this_time(self._question, mine.value, each.article.published),
        )

    def _account(self, each: SpeakingRow) -> _Account:
        key = each.row.passage.id
        if key not in self._accounts:
            published = each.article.published
            value = parse_value(each.sentence, each.inside, self._kind, published)
            stated = is_stated(each.sentence, each.inside, self._question)
            self._accounts[key] = _Account(
                value=value,
                chance=self._chances.get(key, 0.0),
                is_stated=stated,
                is_valid=stated and not each.is_corrected and self._fits_tense(value, published),
                words=frozenset(stems(each.sentence)).intersection(self._others),
                names=names_in(self._names, each.sentence),
            )
        return self._accounts[key]

    def _is_about_same(self, each: SpeakingRow, first: SpeakingRow) -> bool:
        """Whether an article holds the names that the first one holds, and the years asked for."""
        if each is first:
            return True
        held = names_in(self._names, f"{each.article.title} {each.article.text}")
        wanted = names_in(self._names, f"{first.article.title} {first.article.text}")
        return len(held & wanted) >= _NAMES_SHARE * len(wanted) and self._bears_out_years(each)

    def _speaks_of_same(self, mine: _Account, theirs: _Account) -> bool:
        """Whether a sentence holds the question's words that the first one holds, or its names."""
        shared, wanted = self._weight(mine.words & theirs.words), self._weight(theirs.words)
        has_names = bool(self._names) and mine.names.issuperset(self._names)
        return has_names or shared >= _WORDS_SHARE * wanted

    def _goes_on_with(self, each: SpeakingRow, first: SpeakingRow) -> bool:
        """Whether an article tells the same story on another day, and is likely to answer.

        The words need not be the question's then: "Production will now end on 30 November".
        """
        mine = self._account(each)
        if mine.value.names or mine.chance < _LIKELY or each is first:
            return False
        asked = {fold_word(word) for word in _WORD.findall(self._question)}
        shared = _capitalised(each.article.text) & _capitalised(first.article.text)
        return len(shared - asked) >= _STORY_NAMES

    def _says_as_much(self, mine: _Account, theirs: _Account) -> bool:
        """Whether a sentence speaks of what is asked nearly as much as the first one does."""
        said, most = self._weight(mine.words), self._weight(theirs.words)
        if not mine.value.names:
            return mine.chance >= _SURE or said >= _WORDS_SHARE * most
        return said > 0 and said >= _WORDS_SHARE_OF_NAMES * most

    def _is_of_other_matter(self, each: SpeakingRow, first: SpeakingRow) -> bool:
        """Whether a row gives the amount or the time of something else than the first one."""
        mine, theirs = self._account(each).value, self._account(first).value
        both = (each.sentence, each.inside, first.sentence, first.inside)
        if mine.amount and theirs.amount:
            return is_amount_of_other_matter(self._question, *both)
        return bool(mine.moment and theirs.moment) and is_time_of_other_matter(
            self._question, *both
        )

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._others[word] for word in words)

    def _bears_out_years(self, each: SpeakingRow) -> bool:
        """Whether the passage names each year of the question, or is of it."""
        published = each.article.published
        known = {*_YEAR.findall(embedded_text(each.row.passage))}
        known |= {str(published.first.year)} if published else set()
        return known.issuperset(_YEAR.findall(self._question))

    def _fits_tense(self, value: Value, published: PublicationDate | None) -> bool:
        """Whether a time is still to come for its article, where the question asks for that."""
        if not (value.moment and published and asks_of_future(self._question)):
            return True
        days = [moment.days for moment in value.moment if moment.days and moment.has_year]
        return not days or any(each.last >= published.first for each in days)


@lru_cache(64)
def _capitalised(text: str) -> frozenset[str]:
    """The words that stand with a capital within a sentence: names, mostly."""
    return frozenset(fold_word(word) for word in _NAMED.findall(text))
