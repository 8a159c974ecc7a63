"""Letters lose their accents and nothing else."""

import pytest

from corpus.plain_letters import without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Þóra Björk-Hansen, Ægidius", "Thora Bjork-Hansen, Aegidius"),
        ("Zdeňka Kořínková-Wałęsa", "Zdenka Korinkova-Walesa"),
        ("Đilas, Øst, œuvre, Erdoğan, ığdır", "Dilas, Ost, oeuvre, Erdogan, igdir"),
        ("“£49m” – 3½", "“£49m” – 31⁄2"),
        ("e\u0301te\u0301", "ete"),
        ("東京, Ελλάδα, Россия", "東京, Ελλαδα, Россия"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_accents_are_dropped(text: str, plain: str) -> None:
    assert without_accents(text) == plain
