"""Questions that a language model makes of plain text, and which of them are kept."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional
from transformers import LlamaConfig, LlamaForCausalLM

from corpus.errors import InputError
from corpus.records import Span
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.lab.training.asker import (
    FROZEN,
    AskerModel,
    Lesson,
    Prompts,
    load_asker,
    loss_of_asking,
    written,
)
from qa.lab.training.asking import ask, lessons, sound
from qa.lab.training.groups import OF_READER, Question, Taught, grouped
from qa.lab.training.sets import Example, Paragraph
from qa.reader.inputs import Inputs
from qa.reader.settings import ReaderSettings

END = 0
LETTERS = "\0 \n:.?abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,#"
TEXT = (
    "The ferry Skua left Port Tallis on 4 March 1921 with 61 passengers for Otter Island. "
    "Captain Runa Estrin had crossed the sound 240 times before that winter in Halland County."
)


def split(text: str) -> list[int]:
    return [LETTERS.index(letter) for letter in text]


def join(pieces: list[int]) -> str:
    return "".join(LETTERS[piece] for piece in pieces)


@pytest.fixture
def asker() -> AskerModel:
    torch.manual_seed(3)
    config = LlamaConfig(
        vocab_size=len(LETTERS), hidden_size=16, intermediate_size=32, pad_token_id=END,
        num_hidden_layers=FROZEN + 1, num_attention_heads=4, num_key_value_heads=2,
        initializer_range=0.3, attn_implementation="eager",
    )  # fmt: skip
    return AskerModel(LlamaForCausalLM(config).eval(), END)


@pytest.mark.slow
def test_what_is_written_is_what_reading_all_of_it_each_time_would_write(
    asker: AskerModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.lab.training.asker._LIKELIEST", 1)
    monkeypatch.setattr("qa.lab.training.asker._LONGEST", 9)
    monkeypatch.setattr("qa.lab.training.asker._until", lambda pieces, _: pieces)  # ended or not
    prompts = [
        Prompts(split("The ferry left"), [split("ab"), split("cdefg")]),
        Prompts(split("It sank"), [split("hij"), split("k")]),
    ]
    expected = []
    for text, endings in prompts:
        for ending in endings:
            pieces = [*text, *ending]
            for _ in range(9):
                logits = asker.encoder(input_ids=torch.tensor([pieces])).logits[0, -1]
                pieces.append(int(logits.argmax()))
            expected.append(pieces[-9:])
    assert written(asker, prompts, seed=1) == expected


@pytest.mark.slow
def test_a_question_that_comes_to_no_end_is_left_out(asker: AskerModel) -> None:
    prompts = [Prompts(split("It sank"), [split(letter)]) for letter in "abcdefgh"]
    found = written(asker, prompts, seed=1)
    assert found == written(asker, prompts, seed=1)
    assert found != written(asker, prompts, seed=2)
    assert all(END not in pieces for pieces in found if pieces is not None)


def test_the_asker_learns_the_question_alone(asker: AskerModel) -> None:
    two = [Lesson(split("The ferry"), split(" who?")), Lesson(split("It"), split(" when was it?"))]
    logs = []
    for given, question in two:
        logits = asker.encoder(input_ids=torch.tensor([[*given, *question]])).logits[0]
        logs.append(
            functional.cross_entropy(
                logits[len(given) - 1 : -1], torch.tensor(question), reduction="none"
            )
        )
    assert loss_of_asking(asker, two).item() == pytest.approx(torch.cat(logs).mean().item())
    learned = [name for name, each in asker.named_parameters() if each.requires_grad]
    assert all(
        f"layers.{FROZEN}." in name or name.endswith("model.norm.weight") for name in learned
    )


def test_a_lesson_gives_the_text_and_the_answer_and_ends_the_question() -> None:
    start = TEXT.index("Runa")
    paragraph = Paragraph("boats#1", "Skua", TEXT)
    example = Example(
        "1", "who was captain?", paragraph, Span(start, start + 11), ("Runa Estrin",), False
    )
    ((read, typed),) = lessons([example], [example], split, END)
    for lesson, manner in ((read, "Question"), (typed, "Search")):
        given = join(lesson.given)
        if f"\n{manner}:" not in given:
            continue
        assert given.startswith("Skua\n")
        assert given.endswith(f"Runa Estrin\n{manner}:")
        assert "Captain Runa Estrin" in given
        assert lesson.question == [*split(" who was captain?"), END]
    assert {join(each.given).rpartition("\n")[2] for each in (read, typed)} == {
        "Question:", "Search:",
    }  # fmt: skip


def test_a_text_is_asked_once_and_names_where_its_answers_stand(
    asker: AskerModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = {
        "boats": [Paragraph("boats#1", "", TEXT), Paragraph("boats#2", "", "Nothing happened.")]
    }
    # An untrained model writes no words: those of its first letters are as good here.
    monkeypatch.setattr("qa.lab.training.asking._SHORTEST", 0)
    found = ask(asker, articles, 90, (split, join), tmp_path / "asked")
    assert found
    for question in found:
        example = question.example
        assert example.answer is not None
        assert TEXT[slice(*example.answer)] == example.answers[0]
        assert [other.id for other in question.negatives] == ["boats#2"]
    with torch.no_grad():
        asker.encoder.lm_head.weight.zero_()
    again = ask(asker, articles, 90, (split, join), tmp_path / "asked")
    assert [q.example for q in again] == [q.example for q in found]


def test_what_the_teacher_reads_otherwise_goes() -> None:
    inputs = Inputs(WordPieces(folder_of(DEFAULT_MODEL)), ReaderSettings.load().input)
    start = TEXT.index("Port Tallis")
    example = Example(
        "1", "Where did the Skua leave?", Paragraph("boats#1", "", TEXT),
        Span(start, start + 11), ("Port Tallis",), False,
    )  # fmt: skip
    plain = OF_READER._replace(cropped=0, opposed=0, veiled=0)
    (batch,) = grouped([Question(example)], inputs, 0, 1000, plain)
    ((member,),) = batch
    assert member.answer is not None
    first, last = member.answer

    def thought(*places: int) -> Taught:
        shares = np.zeros((2, len(member.input.ids)), np.float16)
        for side, place in enumerate(places):
            shares[side, place] = 0.5
        return Taught(shares[0], shares[1], 1.0)

    def kept(taught: Taught) -> bool:
        return bool(sound([[[replace(member, taught=taught)]]]))

    assert kept(thought(first, last))
    assert kept(thought(first - 1, last + 2))  # a few pieces more or less are the same answer
    assert not kept(thought(first, last + 9))
    assert not kept(thought(0, 0))
    assert not sound([[[replace(member, answer=None, taught=thought(0, 0))]]])


def test_an_asker_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.lab.training.asker._PACKAGE", "no-such-package")
    with pytest.raises(InputError, match="pip install"):
        load_asker()
