"""A sum has the name that the text gives it: a bonus is no strike pay."""

import pytest

from corpus.records import Span
from qa.reader.doubts.named_sums import is_called_otherwise, is_left_out


@pytest.mark.parametrize(
    ("question", "marked", "is_so"),
    [
        ("How much strike pay do the bakers get?", "It offered a bonus of [£400] in May.", True),
        ("How much strike pay do the bakers get?", "Strike pay of [£40] a day was agreed.", False),
        ("How much strike pay do the bakers get?", "The new oven cost [£400,000].", True),
        ("What pay rise did the bakers get?", "They get a bonus of about [£400].", True),
        ("What pay rise did the bakers get?", "They get a pay rise of [4%].", False),
        ("What pay rise did the bakers get?", "The rise cost [£400,000].", False),
        ("How much did Lund & Co make in profit?", "Lund & Co lost [£9m] last year.", True),
        ("How much did Lund & Co make in profit?", "It had a turnover of [£9m].", True),
        ("How much did Lund & Co make in profit?", "It made a net profit of [£9m].", False),
        ("How much did Lund & Co lose?", "Lund & Co lost [£9m] last year.", False),
        ("How much did Brand pay for the mill?", "The mill made a profit of [£9m].", True),
        ("How much did Brand pay for the mill?", "He paid [£9m] for the mill.", False),
        ("How much did Brand pay in fines?", "He paid a fine of [£900] in May.", False),
        ("How much did Brand pay in fines?", "He paid [£900] in fees.", True),
        ("What was the fine?", "It cost [£900] to run.", False),
        ("How much was the fine for the loan fraud?", "He was fined [£900].", False),
        ("How much did the pension fund lose?", "It had a loss of [£9m].", False),
        ("How much did the bridge cost?", "A grant of [£9m] paid for all of it.", False),
        ("How many people came?", "A fee of [£9] was asked for.", False),
        ("How much did profits rise?", "There was a rise of [9%].", False),
    ],
)
def test_a_sum_of_another_name_is_another_sum(question: str, marked: str, is_so: bool) -> None:
    span = Span(marked.index("["), marked.index("]") - 1)
    text = marked.replace("[", "").replace("]", "")
    assert is_called_otherwise(question, text, span) is is_so


@pytest.mark.parametrize(
    ("question", "sentence", "after", "is_so"),
    [
        ("What will the roof cost?", "It will cost £9m, which excludes the roof.", "", True),
        ("What will the roof cost?", "It will cost £9m.", "The figure leaves out the roof.", True),
        ("What will the roof cost?", "It will cost £9m.", "Ada Lund leaves out the roof.", False),
        ("What will the hall cost?", "It will cost £9m, which excludes the roof.", "", False),
        ("What will the roof of it cost?", "It costs £9m, not counting the bell.", "", False),
        ("Who pays for the roof?", "It will cost £9m, which excludes the roof.", "", False),
    ],
)
def test_what_a_sum_leaves_out_does_not_cost_it(
    question: str, sentence: str, after: str, is_so: bool
) -> None:
    assert is_left_out(question, sentence, after) is is_so
