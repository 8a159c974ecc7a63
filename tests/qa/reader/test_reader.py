"""The reader's parts, each against an oracle of its own; then the shipped weights."""

import itertools
import math

import numpy as np
import pytest
from conftest import an_article

from corpus.records import Passage, Span
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.answers import Said
from qa.reader.answer_types import fits, kind_of
from qa.reader.inputs import LONGEST, Inputs, Text, batched
from qa.reader.nearest_sentence import coverage, nearest_sentence, sentence_around
from qa.reader.span_reader import Read
from qa.reader.spans import LONGEST_ANSWER, best_spans
from qa.reader.verdict import agree, in_order, said
from qa.search.hits import Hit


@pytest.fixture(scope="module")
def words() -> WordPieces:
    return WordPieces(folder_of(DEFAULT_MODEL))


@pytest.fixture(scope="module")
def inputs(words: WordPieces) -> Inputs:
    return Inputs(words)


PASSAGE = "Otto Brandvold, 61, promised a “boat” every ten minutes; Zoë Ångström laughed."


def test_a_question_and_its_passage_are_joined_as_the_model_knows_it(
    inputs: Inputs, words: WordPieces
) -> None:
    (made,) = inputs.of("Who laughed?", [Text("Ferries", PASSAGE)])
    asked, title, passage = (each.ids for each in words.split(["Who laughed?", "Ferries", PASSAGE]))
    assert made.ids == [101, *asked, 102, *title, 102, *passage, 102]
    assert (made.question_pieces, made.first) == (len(asked) + 2, len(asked) + len(title) + 3)


def test_every_piece_knows_its_characters(inputs: Inputs) -> None:
    (made,) = inputs.of("Who laughed?", [Text("", PASSAGE)])
    for start, end in itertools.combinations(range(0, len(PASSAGE), 7), 2):
        pieces = made.pieces(Span(start, end))
        if pieces is None:  # nothing but a space
            assert not PASSAGE[start:end].strip()
            continue
        whole = made.characters(*pieces)
        # The pieces touched cover what was asked for, save spaces at its edges.
        assert PASSAGE[start:end].strip() in PASSAGE[whole.start : whole.end]


def test_what_is_too_long_is_cut_at_its_end_only(inputs: Inputs) -> None:
    (made,) = inputs.of("why " * 500, [Text("headline " * 300, "word " * 1000)])
    assert len(made.ids) == LONGEST
    assert made.spans[0] == (0, 4)


def test_a_batch_is_padded_with_what_the_mask_hides(inputs: Inputs) -> None:
    made = inputs.of("Who?", [Text("", "Short."), Text("Longer", PASSAGE)])
    batch = batched(made)
    assert batch.ids.shape == (2, len(made[1].ids))
    assert batch.mask.sum(axis=1).tolist() == [len(each.ids) for each in made]
    assert (batch.ids[batch.mask == 0] == 0).all()
    assert batch.types[0].sum() == len(made[0].ids) - made[0].question_pieces


def test_the_best_spans_are_those_of_an_exhaustive_search(inputs: Inputs) -> None:
    (made,) = inputs.of("Who laughed?", [Text("Ferries", PASSAGE * 3)])
    chance = np.random.default_rng(7)
    start, end = chance.normal(size=(2, len(made.ids))).astype(np.float32)
    inside = range(made.first, made.first + len(made.spans))
    by_hand = sorted(
        ((float(start[i] + end[j]), i, j) for i in inside for j in inside
         if i <= j < i + LONGEST_ANSWER),
        reverse=True,
    )  # fmt: skip
    best = best_spans(made, start, end, most=3)
    assert best[0].score == pytest.approx(by_hand[0][0] - float(start[0] + end[0]), abs=1e-5)
    chosen: list[tuple[int, int]] = []
    for _, i, j in by_hand:
        if all(j < a or i > b for a, b in chosen):
            chosen.append((i, j))
    assert [each.span for each in best] == [made.characters(i, j) for i, j in chosen[:3]]


def test_no_span_goes_over_a_break(inputs: Inputs) -> None:
    text = "A. The ferry\n\nB. The bridge"
    (made,) = inputs.of("Which?", [Text("", text)])
    start, end = (np.full(len(made.ids), -5, np.float32) for _ in range(2))
    start[made.first], end[-2] = 9, 8
    whole, *_ = best_spans(made, start, end)
    assert text[slice(*whole.span)] == text
    parted = best_spans(made, start, end, 2, [text.index("\n\n")])
    assert [text[slice(*each.span)] for each in parted] == ["A", "B. The bridge"]


def test_an_empty_passage_has_no_span(inputs: Inputs) -> None:
    (made,) = inputs.of("Who?", [Text("", "")])
    assert best_spans(made, np.zeros(9, np.float32), np.zeros(9, np.float32)) == []


@pytest.mark.parametrize(
    ("question", "answer", "does"),
    [
        ("How many cables must be replaced?", "14", True),
        ("How many cables must be replaced?", "a dozen", True),
        ("How many cables must be replaced?", "the engineers", False),
        ("When did the bridge close?", "on Monday", True),
        ("When did the bridge close?", "4 February", True),
        ("In what year did it close?", "Port Tallis", False),
        ("Who set the camera?", "Runa Estrin", True),
        ("Who set the camera?", "NATO", True),
        ("Who set the camera?", "in the hills", False),
        ("Who set the camera?", "谁", True),
        ("Why was it closed?", "in the hills", True),
        ("What did the man who fled say when he was caught?", "in the hills", True),
        ("Six people died when a bus crashed. Which country was it in?", "on Monday", False),
        ("The envoy flew to which country on Monday?", "Brussels", False),
        ("The envoy flew to which country on Monday?", "the U.S.", True),
        ("Which island nation did the envoy fly to?", "Sri Lanka", True),
        ("In which state did the dam break?", "Buchanan County", False),
        ("In which state did the dam break?", "rural West Virginia", True),
        ("Which company was he chief of?", "a blood-testing company", False),
        ("The ferry's captain was fined. What is her name?", "the captain", False),
        ("Which company's ferry sank?", "a ferry company", True),
        ("cables bridge", "nine weeks", True),
    ],
)
def test_an_answer_fits_the_kind_that_is_asked_for(question: str, answer: str, does: bool) -> None:
    assert fits(kind_of(question), answer) is does


@pytest.mark.parametrize(
    ("one", "other", "does"),
    [
        ("Staffan de Mistura", "de Mistura", True),
        ("the 14 cables", "14 cables.", True),
        ("“Nine weeks”", "nine weeks", True),
        ("14 cables", "40 cables", False),
        ("three", "thirty-three", False),
        ("Lind", "Lindgren", False),
        ("the", "", False),
    ],
)
def test_answers_agree_when_one_holds_the_other(one: str, other: str, does: bool) -> None:
    assert agree(one, other) is agree(other, one) is does


def test_who_says_what_is_counted_with_copies() -> None:
    answers = ["de Mistura", None, "Kerry", "Staffan de Mistura", "John Kerry"]
    assert said(answers, [1, 1, 2, 3, 1]) == (
        Said("de Mistura", (0, 3), 4),
        Said("Kerry", (2, 4), 3),
    )


def a_hit(text: str, score: float = 1.0) -> Hit:
    return Hit(Passage(an_article("one", "Title", text), 0, len(text)), score)


def test_the_better_read_passage_comes_first_and_equals_keep_their_order() -> None:
    reads = [
        Read(a_hit("One."), Span(0, 3), 0.0, 0.0),
        Read(a_hit("Two."), Span(0, 3), 0.0, 0.0),
        Read(a_hit("Six."), Span(0, 3), 5.0, 5.0),
    ]
    texts = [each.read.hit.passage.text for each in in_order(reads)]
    assert texts == ["Six.", "One.", "Two."]


def test_an_answer_that_several_passages_give_is_worth_the_sum_of_their_odds() -> None:
    reads = [
        Read(a_hit("Lind did it."), Span(0, 4), 7.0, 0.0),
        Read(a_hit("Holt did it."), Span(0, 4), 1.0, 0.0),
        Read(a_hit("Ada Holt did it."), Span(0, 8), 2.0, 0.0),
    ]
    judged = in_order(reads)
    assert [each.read for each in judged] == [reads[0], reads[2], reads[1]]
    own = [3.0 + 0.15 * read.margin for read in reads]
    assert judged[0].order == pytest.approx(own[0])
    together = math.log(math.exp(own[1]) + math.exp(own[2]))
    assert [each.order for each in judged[1:]] == pytest.approx([together] * 2, abs=1e-5)
    assert judged[1].agreement == pytest.approx(together - own[2], abs=1e-5)
    third = Read(a_hit("Holt again."), Span(0, 4), 1.0, 0.0)
    assert in_order([*reads, third])[0].read == reads[2]


def test_coverage_is_the_weighted_share_of_the_questions_words() -> None:
    assert coverage({"lynx": 3.0, "hill": 1.0}, "The lynxes slept.") == pytest.approx(0.75)
    assert coverage({}, "anything") == 0


def test_the_nearest_sentence_and_the_one_around_an_answer_are_ranges_of_the_article() -> None:
    text = "It rained. A lynx slept on a hill. Nobody saw it."
    passage = Passage(an_article("one", "Title", text), 11, len(text))
    nearest = nearest_sentence({"lynx": 1.0}, passage)
    assert text[slice(*nearest)] == "A lynx slept on a hill."
    assert text[slice(*sentence_around(Span(35, 41), passage))] == "Nobody saw it."
