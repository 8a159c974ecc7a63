"""Inputs of the reader: question, headline and passage as word pieces."""

import itertools

import pytest
from reader_kit import LIMITS, PASSAGE, load_words, make_inputs

from corpus.records import Span
from qa.reader.inputs import Inputs, Text, pad_inputs


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return make_inputs()


def test_a_question_and_its_passage_are_joined_as_the_model_knows_it(
    inputs: Inputs,
) -> None:
    words = load_words()
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
    assert len(made.ids) == LIMITS.all_pieces
    assert made.spans[0] == (0, 4)


def test_a_batch_is_padded_with_what_the_mask_hides(inputs: Inputs) -> None:
    made = inputs.of("Who?", [Text("", "Short."), Text("Longer", PASSAGE)])
    batch = pad_inputs(made)
    assert batch.ids.shape == (2, len(made[1].ids))
    assert batch.mask.sum(axis=1).tolist() == [len(each.ids) for each in made]
    assert (batch.ids[batch.mask == 0] == 0).all()
    assert batch.types[0].sum() == len(made[0].ids) - made[0].question_pieces
