"""Which sentences take back what the one before them tells."""

import pytest

from qa.reader.shaping.taking_back import takes_back


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("He took that back on Monday.", True),
        ("That was wrong.", True),
        ("That was denied by the mayor.", True),
        ("She has since withdrawn the remark.", True),
        ("Ms Lund later retracted her claim.", True),
        ("But she later took back the threat.", True),
        ("He denied speeding.", False),
        ("He was wrong-footed by the goal.", False),
        ("She withdrew from the race.", False),
        ("It was wrong to close the school, she said.", False),
        ("He took it back to the shop.", False),
        ("The car was withdrawn from sale.", False),
    ],
)
def test_words_are_taken_back_and_not_things(sentence: str, does: bool) -> None:
    assert takes_back(sentence) is does
