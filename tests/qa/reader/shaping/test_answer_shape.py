"""What a passage's candidates become, by the form of the question."""

from conftest import an_article

from corpus.records import Passage, Span
from qa.reader.questions.asked import Asked
from qa.reader.shaping.answer_shape import (
    ATTESTED_LOGITS,
    LONE_MEMBER_PENALTY,
    ShapedAnswer,
    shape_answer,
)
from qa.reader.spans import ScoredSpan

MISFIT_PENALTY = 2.0
TALLIS = (
    "The harbour bridge in Port Tallis was closed on Monday because inspectors found cracks in two "
    "bearings. Chief engineer Ines Caldera said 14 cables must be replaced. “We were lucky. It "
    "could have fallen,” she said.\n\nThe mayor, Otto Brandvold, called the closure “a disaster”. "
    "“Nobody warned us,” he said. Boats will sail from Mill Lane, Castle Street and Bridge Quay "
    "for £4m a year, rather than from Long Quay. It is near the old [Customs House]."
)


def passage(text: str = TALLIS) -> Passage:
    return Passage(an_article("a", "T", text), 0, len(text))


def shape(question: str, *words: str, scores: tuple[float, ...] = (5.0, 3.0, 1.0)) -> ShapedAnswer:
    """The answer made of these words of the text, the best first."""
    starts = [TALLIS.index(each) for each in words]
    found = [
        ScoredSpan(Span(start, start + len(each)), score)
        for each, start, score in zip(words, starts, scores, strict=False)
    ]
    return shape_answer(Asked(question), passage(), found, MISFIT_PENALTY)


def shown(answer: ShapedAnswer) -> tuple[str, str]:
    return answer.shape, TALLIS[slice(*answer.span)]


def core(answer: ShapedAnswer) -> str:
    return TALLIS[slice(*answer.core)]


def test_a_span_is_grown_and_keeps_its_score() -> None:
    answer = shape("How much will the boats cost?", "£4", "14")
    assert (*shown(answer), core(answer)) == ("span", "£4m a year"[:3], "£4m")
    assert (answer.score, answer.lead) == (5.0, 4.0)  # 14 of what is no money


def test_brackets_are_whole() -> None:
    assert shown(shape("From which building?", "the old [Customs House")) == (
        "span", "the old [Customs House]",
    )  # fmt: skip


def test_why_is_answered_by_the_sentence_around_the_span() -> None:
    answer = shape("Why was the bridge closed?", "cracks in two bearings", "lucky")
    assert shown(answer) == ("sentence", TALLIS[: TALLIS.index(" Chief")])
    assert core(answer) == "cracks in two bearings"
    assert (answer.score, answer.lead) == (5.0 + ATTESTED_LOGITS * answer.attested, 2.0)
    assert answer.attested > 0  # it comes right after "because"


def test_yes_or_no_is_a_sentence_that_speaks_of_what_is_asked() -> None:
    answer = shape("Must cables be replaced?", "Monday", "Otto Brandvold")
    assert shown(answer) == (
        "sentence", "Chief engineer Ines Caldera said 14 cables must be replaced.",
    )  # fmt: skip
    assert (answer.core, answer.score) == (answer.span, 3.0)  # none of the spans is in it


def test_what_was_done_to_the_one_asked_about_is_attested() -> None:
    text = "The board suspended its manager, Ada Lund. Lund said the roof was sound."
    words = ("the roof was sound", "suspended its manager")
    spans = [Span(text.index(each), text.index(each) + len(each)) for each in words]
    said, done = (
        shape_answer(
            Asked("What happened to Ada Lund?"), passage(text), [ScoredSpan(span, 1.0)], 2.0
        )
        for span in spans
    )
    assert (said.attested, done.attested > 0) == (0, True)


def test_who_only_stands_beside_words_said_by_somebody_named_before_counts_less() -> None:
    text = (
        "Ada Lund, the manager, spoke at noon.\n\n“The bridge is as safe as a church,” she said. "
        "Karl Ott, a driver, left."
    )
    start = text.index("“The bridge")
    rest = Passage(an_article("a", "T", text), start, len(text))
    at = rest.text.index("Karl Ott")
    found = [ScoredSpan(Span(at, at + len("Karl Ott")), 5.0)]
    asked = Asked("Who said the bridge is as safe as a church?")
    assert shape_answer(asked, rest, found, MISFIT_PENALTY).misfit > 0
    whole = Passage(rest.article, 0, len(text))
    assert shape_answer(asked, whole, found, MISFIT_PENALTY).attested > 0


def test_what_somebody_said_is_theirs_whatever_the_reader_points_at() -> None:
    answer = shape("What did the mayor say about it?", "We were lucky", "Nobody warned us")
    assert shown(answer) == (
        "sentence",
        "The mayor, Otto Brandvold, called the closure “a disaster”. “Nobody warned us,” he said.",
    )
    answer = shape("What did Caldera say about it?", "Nobody warned us", "It could have fallen")
    assert shown(answer)[1].endswith("“We were lucky. It could have fallen,” she said.")
    assert "Brandvold" not in shown(answer)[1]


def test_the_words_of_another_speaker_count_against_an_answer() -> None:
    theirs = shape("What did the vicar say about it?", "We were lucky")
    assert theirs.score < shape("What did Caldera say about it?", "We were lucky").score


def test_a_description_is_a_speakers_utterance_with_its_words_in_it() -> None:
    answer = shape("How did the mayor describe the closure?", "disaster", "lucky")
    assert shown(answer)[0] == "sentence"
    assert shown(answer)[1].startswith(
        "The mayor, Otto Brandvold, called the closure “a disaster”."
    )
    assert core(answer) == "a disaster"
    answer = shape("How did Caldera describe it?", "disaster", "could have fallen")
    assert core(answer) == "could have fallen"
    assert shown(answer)[1].endswith("“We were lucky. It could have fallen,” she said.")


def test_members_of_a_list_are_shown_together() -> None:
    answer = shape("Which places do boats sail from?", "Castle Street", "Mill Lane")
    assert shown(answer) == ("list", "Mill Lane, Castle Street and Bridge Quay")
    assert (core(answer), answer.score, answer.lead) == ("Castle Street", 5.0, 2.0)
    assert shown(shape("Which place is nearest?", "Castle Street")) == ("span", "Castle Street")


def test_a_lone_member_counts_less_where_several_are_asked_for() -> None:
    alone, plural = (shape("Which things are named?", each) for each in ("Ines Caldera", "cables"))
    assert (alone.score, alone.misfit) == (5.0 - LONE_MEMBER_PENALTY, LONE_MEMBER_PENALTY)
    assert (plural.score, plural.misfit) == (5.0, 0.0)


def test_one_or_several_are_a_list_if_the_reader_points_at_several() -> None:
    alone = shape("Who sails to them?", "Castle Street", "Ines Caldera")
    assert shown(alone) == ("span", "Castle Street")
    several = shape("Who sails to them?", "Castle Street", "Bridge Quay")
    assert shown(several)[0] == "list"


def test_what_only_repeats_the_question_gives_way() -> None:
    answer = shape("Who warned Otto Brandvold?", "Otto Brandvold", "Ines Caldera")
    assert (shown(answer)[1], answer.score) == ("Ines Caldera", 3.0)


def test_what_is_denied_gives_way() -> None:
    answer = shape("From where will boats sail?", "Long Quay", "Mill Lane")
    assert shown(answer)[1] == "Mill Lane"


def test_two_spans_of_a_sentence_that_are_nearly_equal_are_shown_in_it() -> None:
    places = ("Castle Street", "Mill Lane")
    near = shape("Where do boats sail?", *places, scores=(5.0, 4.95))
    assert near.shape == "sentence"
    assert shape("Where do boats sail?", *places, scores=(5.0, 4.5)).shape == "span"
    far = shape("Where was it?", "Port Tallis", "Mill Lane", scores=(5.0, 4.95))
    assert far.shape == "span"


def test_every_answer_lies_in_its_passage() -> None:
    text = "“One. Two. Three,” said Ada Lund. “Four."
    for question in ("Why?", "What did Ada Lund say?", "Did she?", "Who?", "Which numbers are it?"):
        found = [ScoredSpan(Span(6, 9), 1.0)]
        answer = shape_answer(Asked(question), passage(text), found, MISFIT_PENALTY)
        assert 0 <= answer.span.start < answer.span.end <= len(text)
        assert text[slice(*answer.span)].count("“") == text[slice(*answer.span)].count("”")


def test_who_somebody_is_stands_beside_the_name_and_is_attested() -> None:
    answer = shape("Who is Ines Caldera?", "Otto Brandvold", "The mayor")
    assert shown(answer) == ("span", "Chief engineer")
    assert (answer.attested, answer.score) == (1.0, 5.0 + ATTESTED_LOGITS)


def test_another_name_does_not_say_who_somebody_is() -> None:
    answer = shape("Who is Mill Lane?", "Otto Brandvold", "Castle Street")
    assert answer.attested == 0.0
    assert answer.score < 1.0


def test_who_said_something_is_its_speaker_and_nobody_whom_it_names() -> None:
    answer = shape("Who called the closure a disaster?", "Ines Caldera", "14 cables")
    assert shown(answer) == ("span", "Otto Brandvold")
    assert answer.attested > 0.6
    within = shape("Who said nobody warned them?", "us", "Ines Caldera")
    assert shown(within) == ("span", "Otto Brandvold")


def test_a_quotation_of_the_speaker_is_attested_as_far_as_it_speaks_of_what_is_asked() -> None:
    said = shape("What did Caldera say about the cables?", "14 cables")
    assert said.attested > 0.5
    other = shape("What did Abel Trickett say about the cables?", "14 cables")
    assert other.attested == 0.0
