"""Which sentences tell of a death without its manner."""

import pytest

from qa.reader.shaping.manner_of_death import only_dates_death


@pytest.mark.parametrize(
    ("sentence", "is_only_dated"),
    [
        ("He died in 1994.", True),
        ("She died on Tuesday.", True),
        ("Mr Poe died aged 90.", True),
        ("He died, aged 41, in Ulm on 3 May 1994.", True),
        ("She died in hospital three days later.", True),
        ("He died of a stroke in 1994.", False),
        ("He died on Tuesday after a fall.", False),
        ("She died in a fire on Tuesday.", False),
        ("He died in Storm Alma.", False),
        ("She died at sea when the boat sank.", False),
        ("He was born in 1994.", False),
    ],
)
def test_time_place_and_age_are_no_manner(sentence: str, is_only_dated: bool) -> None:
    assert only_dates_death("How did Mr Poe die?", sentence) is is_only_dated
    assert not only_dates_death("When did Mr Poe die?", sentence)
