"""Who says what, with the attribution before, after, far away or nowhere."""

import pytest

from qa.reader.people.speakers import find_utterances, is_by, part_by

HALL = (
    "Ada Lund, the council leader, opened the meeting. “We were not warned,” she said. “Nobody "
    "rang us.”\n\nMr Brack's lawyer, Karl Ott, told reporters: “My client will fight this.”\n\n"
    "“It is a scandal. Somebody must go,” said deputy mayor Lena Falk, who sat beside Tom Brack."
    "\n\n“Not true,” Mr Brack said.\n\nOn Monday, police said the hall was empty. According to "
    "Mayor Otto Rehn, 43, it will reopen in May."
)


def by(speaker: str, text: str) -> list[str]:
    utterances = find_utterances(text)
    return [text[slice(*each.span)] for each in utterances if is_by(each, speaker, text)]


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        ("Ada Lund", ["“We were not warned,” she said.", "“Nobody rang us.”"]),
        ("Lund", ["“We were not warned,” she said.", "“Nobody rang us.”"]),
        ("the council leader", ["“We were not warned,” she said.", "“Nobody rang us.”"]),
        ("the leader of the council", ["“We were not warned,” she said.", "“Nobody rang us.”"]),
        ("Tom Brack", ["“Not true,” Mr Brack said."]),
        ("Brack", ["“Not true,” Mr Brack said."]),
        (
            "Karl Ott",
            ["Mr Brack's lawyer, Karl Ott, told reporters: “My client will fight this.”"],
        ),
        (
            "Lena Falk",
            [
                "“It is a scandal. Somebody must go,” said deputy mayor Lena Falk, who sat beside "
                "Tom Brack."
            ],
        ),
        ("the police", ["On Monday, police said the hall was empty."]),
        ("the mayor", ["According to Mayor Otto Rehn, 43, it will reopen in May."]),
        ("Otto Rehn", ["According to Mayor Otto Rehn, 43, it will reopen in May."]),
        ("Karl Lund", []),
        ("the vicar", []),
    ],
)
def test_a_speaker_makes_these_statements_and_no_other(speaker: str, said: list[str]) -> None:
    assert by(speaker, HALL) == said


@pytest.mark.parametrize(
    ("text", "speaker", "does"),
    [
        ("The bridge closed in May.", "Lund", None),
        ("“The Long Road” came out in May.", "Lund", None),
        ("Ada Lund said the bridge was safe.", "Lund", True),
        ("After Brack left, Lund said it was safe.", "Lund", True),
        ("After Brack left, Lund said it was safe.", "Brack", False),
        ("Brack was told to leave.", "Brack", None),
        ("In a street called Mill Lane, Ada Lund said: “No.”", "Lund", True),
        ("Lund and Brack said it was safe.", "Brack", True),
        ("A spokesman for the council said it was safe.", "the council", True),
        ("“It is safe,” said the mayor, Ada Lund.", "the mayor", True),
        ("“It is safe,” said the mayor, Ada Lund.", "Lund", True),
        ("“It is safe,” said Ada Lund as Tom Brack looked on.", "Brack", False),
        ("Ada Lund, 43, of Tarn, a nurse, said: “No.”", "Lund", True),
        ("“It is safe,” says Ms Lund.", "lund", True),
        ("Russian minister Ada Lund said it was safe.", "Russia", True),
        ("The guard, Ada Lund, was there and saw nothing, she told police.", "Lund", True),
        ("Council leader Ada Lund left at once, she said.", "Lund", True),
        ("It said the bridge was safe.", "Lund", None),
        ("“It is safe,” says Ms Lund.", "ada lund", True),
        ("“It is safe,” says Karl Lund.", "ada lund", False),
        ("After talks with Brack, Lund said: “No.”", "brack", False),
        ("Lund indicated that it was safe.", "Lund", True),
    ],
)
def test_a_statement_is_a_speakers_or_not(text: str, speaker: str, does: bool | None) -> None:
    (utterance,) = find_utterances(text)
    assert is_by(utterance, speaker, text) is does


def test_a_pronoun_means_who_was_named_before_its_sentence() -> None:
    text = "Lund condemned the raids.\n\nHe blamed President Tom Brack for them."
    assert by("Lund", text) == text.split("\n\n")
    assert by("Brack", text) == []


def test_a_quotation_in_a_new_paragraph_goes_on_with_the_last_speaker() -> None:
    text = "“No,” said Lund.\n\n“Yes,” said Brack.\n\n“It is safe.”\n\nIt rained.\n\n“Who knows?”"
    assert by("Brack", text) == ["“Yes,” said Brack.", "“It is safe.”"]
    assert is_by(find_utterances(text)[-1], "Brack", text) is None


def test_a_sentence_of_two_speakers_has_a_part_of_each() -> None:
    text = "Ada Lund said that the bridge was safe, but Tom Brack called it “a trap”."
    (utterance,) = find_utterances(text)
    assert (
        text[slice(*part_by(utterance, "Lund", text))] == "Ada Lund said that the bridge was safe"
    )
    assert text[slice(*part_by(utterance, "Brack", text))] == "Tom Brack called it “a trap”."


@pytest.mark.parametrize(
    ("speaker", "text", "count"),
    [
        ("Ada Lund", "The Minister of Sea Affairs, Ada Lund, flew in. “It is over,” she said.", 1),
        ("Ada Lund", "Tarn's manager, Ada Lund, flew in. “It is over,” she said.", 1),
        ("the Tarn boss", "Tarn's manager, Ada Lund, flew in. “It is over,” she said.", 1),
        ("the Ulm boss", "Tarn's manager, Ada Lund, flew in from Ulm. “It is over,” she said.", 0),
        ("Lund Mills", "A spokeswoman for Lund Mills, Ida Ott, said that it was over.", 1),
        ("Lund Mills", "A neighbour, Ida Ott, said that it was over.", 0),
    ],
)
def test_who_speaks_is_known_by_office_and_by_what_stands_before_the_name(
    speaker: str, text: str, count: int
) -> None:
    assert len(by(speaker, text)) == count
