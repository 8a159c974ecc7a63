"""How the reader is made: the data it learns from, the loop, the export, what is fitted."""

import gzip
import json
import random
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from corpus.records import Article, Passage, Span
from embeddings.models.onnx_session import OnnxModel
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.lab.training import sets
from qa.lab.training.__main__ import parse_arguments
from qa.lab.training.averaging import average_weights
from qa.lab.training.calibrating import AskedQuestion, fit_calibration, fit_order
from qa.lab.training.courses import FIRST_COURSE, SECOND_COURSE
from qa.lab.training.distilling import DistilledLoss, taught_loss
from qa.lab.training.fitting import Pace, fit, load_trained, rate_share
from qa.lab.training.groups import (
    Group,
    Question,
    count_pieces,
    find_nearest_sentence,
    group_batches,
)
from qa.lab.training.importing import load_shipped
from qa.lab.training.measuring import measure_answering
from qa.lab.training.mining import mine_negatives
from qa.lab.training.model import ReaderModel, compute_loss, score_groups
from qa.lab.training.sets import Example, Paragraph
from qa.lab.training.shipping import ship
from qa.lab.training.swapping import swap_questions
from qa.lab.training.variants import misspell, vary_typing
from qa.lab.training.written_news import (
    NEWS_LESSONS,
    NewsLesson,
    paragraphs_of,
    read_written_news,
)
from qa.reader.base import PassageReading
from qa.reader.exporting import export
from qa.reader.inputs import Inputs, Text, pad_inputs
from qa.reader.large.large_model import LargeModel
from qa.reader.large.low_rank import (
    add_difference,
    load_difference,
    merge_difference,
    save_difference,
)
from qa.reader.settings import (
    SHIPPED_READER,
    WEIGHTS_FILE,
    Calibration,
    OrderingWeights,
    ReaderSettings,
)
from qa.reader.span_reader import SpanReader
from qa.reader.verdict import (
    calibrated_logit,
    confidence_features,
    ordering_features,
    rank_answers,
)
from qa.search.hits import Hit

PACE, VARIETY = FIRST_COURSE.pace, FIRST_COURSE.variety


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
    return [*group_batches(questions, inputs, seed=3, tokens=150, variety=VARIETY)]


def test_squads_form_is_read_with_the_range_most_annotators_chose(tmp_path: Path) -> None:
    answers = [{"text": t, "answer_start": TEXT.index(t)} for t in ("14 cables", "14", "14 cables")]
    asked = [
        {"id": "a", "question": " How  many? ", "answers": answers},
        {"id": "b", "question": "Which colour?", "answers": [], "is_impossible": True},
    ]
    article = {"title": "Harbour_bridge", "paragraphs": [{"context": TEXT, "qas": asked}]}
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    first, second = sets.read_squad(path, frozenset({"Harbour_bridge"}))
    assert (first.question, first.paragraph.title) == ("How many?", "Harbour bridge")
    assert first.answer is not None
    assert TEXT[slice(*first.answer)] == "14 cables"
    assert (first.answers, first.held_out) == (("14 cables", "14"), True)
    assert (second.answer, second.answers) == (None, ())


def test_packed_sets_are_read_and_every_so_many_th_lone_question_is_held_out(
    tmp_path: Path,
) -> None:
    asked = [
        {"id": f"{n}", "question": "When?", "answers": [{"text": "Monday", "answer_start": 29}]}
        for n in range(5)
    ]
    paragraphs = [{"context": TEXT, "qas": [each]} for each in asked]
    path = tmp_path / "typed.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"data": [
        {"title": "Harbour_bridge", "paragraphs": paragraphs}
    ]}).encode()))  # fmt: skip
    examples = sets.read_lone_questions(path, every=3)
    assert [example.held_out for example in examples] == [True, False, False, True, False]
    assert all(TEXT[slice(*e.answer)] == "Monday" for e in examples if e.answer)
    assert len({example.paragraph.id for example in examples}) == 5


def test_the_public_sets_give_answers_that_stand_in_their_paragraphs(shared: Path) -> None:
    data = shared / "data"
    unanswerable = data / "squad2-unanswerable" / "squad2-unanswerable.json.gz"
    if not unanswerable.exists():
        pytest.skip(f"{unanswerable} is not there")
    held_out = sets.draw_held_out_articles(unanswerable)
    assert len(held_out) == sets.HELD_OUT_ARTICLES
    squad = sets.read_squad(data / "squad-train" / "squad-train.json.gz", held_out)
    tydi = sets.read_lone_questions(data / "tydiqa-en-train" / "tydiqa-en-train.json.gz")
    nq = sets.read_natural_questions(data / "nq-open-gold")
    timed, articles = sets.read_time_questions(data / "timeqa-human")
    for examples in (squad, tydi, nq, timed):
        answered = [e for e in examples if e.answer]
        texts = [e.paragraph.text[slice(*e.answer)] for e in answered if e.answer]
        folded = [{a.casefold() for a in e.answers} for e in answered]
        assert all(text.casefold() in answers for text, answers in zip(texts, folded, strict=True))
    assert 0.01 < sum(e.held_out for e in squad) / len(squad) < 0.1
    assert all(e.paragraph.id.rpartition("#")[0] in articles for e in timed)


def test_a_question_is_sometimes_typed_without_marks_or_capitals() -> None:
    chance = random.Random(5)
    question = "What is the U.S. share of the harbour, in 2.5 years?"
    typed = [vary_typing(question, chance) for _ in range(400)]
    assert 0.6 < typed.count(question) / 400 < 0.75
    assert "what is the u.s. share of the harbour, in 2.5 years" in typed
    assert "what is the u.s share of the harbour in 2.5 years" in typed
    bare = [vary_typing("who froze the talks", chance) for _ in range(100)]
    assert set(bare) == {"who froze the talks", "who froze the talks?"}


def test_a_slip_of_the_finger_changes_one_letter_of_a_long_word() -> None:
    chance = random.Random(6)
    slips = {misspell("Who closed the harbour?", chance) for _ in range(60)}
    assert {
        "Who closed the habour?",
        "Who closed the harrbour?",
        "Who closed the hrabour?",
    } <= slips
    assert misspell("Who did it?", chance) == "Who did it?"


def test_the_sentence_that_is_most_like_a_question_is_found() -> None:
    found = find_nearest_sentence("Who carried commuters by ferry?", TEXT)
    assert found is not None
    assert TEXT[slice(*found)] == "Ferries carry commuters meanwhile."
    assert find_nearest_sentence("Who?", "") is None


def test_an_answer_stays_the_answer_when_its_passage_is_cropped(inputs: Inputs) -> None:
    words = WordPieces(folder_of(DEFAULT_MODEL))
    expected = words.split(["Ines Caldera"])[0].ids
    before = "Snow fell on the quays. " * 12
    long = Paragraph("long", "", f"{before}{TEXT} {before}")
    question = Question(an_example("x", "Ines Caldera", long), (OTHER,))
    lengths = set()
    for seed in range(20):
        for batch in group_batches([question], inputs, seed, tokens=500, variety=VARIETY):
            member = batch[0][0]
            assert member.answer is not None
            first, last = member.answer
            assert member.input.ids[first : last + 1] == expected
            assert all(other.answer is None for other in batch[0][1:])
            lengths.add(len(member.input.spans))
    assert len(lengths) > 2


def test_batches_are_the_same_for_the_same_seed_and_bounded(inputs: Inputs) -> None:
    questions = [Question(an_example(str(n), "Monday"), (OTHER,)) for n in range(20)]
    first, again = ([*group_batches(questions, inputs, 5, 400, VARIETY)] for _ in range(2))
    assert first == again
    assert first != [*group_batches(questions, inputs, 6, 400, VARIETY)]
    for batch in first:
        *all_but_last, _ = batch
        assert sum(map(len, all_but_last)) * count_pieces(batch[-1]) < 400
    assert sum(map(len, first)) == 20


def test_negatives_are_found_by_search_and_hold_no_answer(tmp_path: Path) -> None:
    ferry = Paragraph("ferry", "Ferries", "Blueline Ferries carry commuters over the harbour.")
    again = Paragraph("again", "", "Commuters thanked Blueline Ferries.")
    example = Example(
        "q", "Who will carry commuters while the harbour bridge is shut?", ferry, Span(0, 16),
        ("Blueline Ferries",), False,
    )  # fmt: skip
    (found,) = mine_negatives([example], [ferry, again, OTHER, BRIDGE], tmp_path).values()
    assert found == [BRIDGE]


def test_the_rate_rises_stays_and_falls_to_zero() -> None:
    rates = [rate_share(step, 1000, 100) for step in range(1001)]
    assert rates[0] == pytest.approx(0.01)
    assert rates[99] == rates[300] == 1
    assert rates[650] == pytest.approx(0.5)
    assert rates[1000] == 0
    assert rates[300:] == sorted(rates[300:], reverse=True)


def test_the_loss_is_what_its_parts_say_by_hand(tiny: Path, inputs: Inputs) -> None:
    model = ReaderModel(tiny).eval()
    (batch,) = group_batches([Question(an_example("x", "Monday"))], inputs, 0, 10_000, VARIETY)
    ((member,),) = batch
    made = pad_inputs([member.input])
    with torch.inference_mode():
        start, end, rank = model(*map(torch.from_numpy, (made.ids, made.mask, made.types)))
        loss = compute_loss(model, batch).item()
    assert member.answer is not None
    allowed = [0, *range(member.input.first, member.input.first + len(member.input.spans))]
    by_hand = 0.0
    for scores, at in ((start[0], member.answer[0]), (end[0], member.answer[1])):
        among = np.exp([float(scores[n]) for n in allowed])
        by_hand -= float(np.log(np.exp(float(scores[at])) / among.sum()))
    by_hand += 0.5 * float(np.log1p(np.exp(-float(rank[0]))))
    assert loss == pytest.approx(by_hand, rel=1e-4)


def test_a_pupil_that_says_what_its_teacher_says_has_nothing_to_learn(
    tiny: Path, batches: list[list[Group]]
) -> None:
    torch.manual_seed(4)
    teacher, other = ReaderModel(tiny).eval(), ReaderModel(tiny).eval()
    said, differs = score_groups(teacher, batches[0]), score_groups(other, batches[0])
    assert taught_loss(said, said).item() == pytest.approx(0, abs=1e-6)
    assert taught_loss(differs, said).item() > 1e-3


def test_a_pupil_comes_nearer_to_its_teacher(
    tiny: Path, batches: list[list[Group]], tmp_path: Path
) -> None:
    torch.manual_seed(4)
    teacher = ReaderModel(tiny).eval()
    for parameter in (*teacher.span.parameters(), *teacher.rank.parameters()):
        torch.nn.init.normal_(parameter, std=0.5)
    taught = score_groups(teacher, batches[0])

    def distance(pupil: ReaderModel) -> float:
        with torch.no_grad():
            return taught_loss(score_groups(pupil.eval(), batches[0]), taught).item()

    loss = DistilledLoss(teacher)
    learned = fit(
        lambda: ReaderModel(tiny), batches * 40, tmp_path / "kept.pt", lambda *_: None,
        Pace(peak=5e-3, warm_up=5), loss=loss,
    )  # fmt: skip
    assert distance(learned) < 0.8 * distance(ReaderModel(tiny))


def test_an_interrupted_run_ends_with_the_weights_of_an_uninterrupted_one(
    tiny: Path, batches: list[list[Group]], tmp_path: Path
) -> None:
    planned = batches * 3
    straight = fit(lambda: ReaderModel(tiny), planned, tmp_path / "one.pt", lambda *_: None, PACE)

    class Cut(Exception):
        pass

    def cut(_: ReaderModel, step: int) -> None:
        if step == 4:
            raise Cut

    with pytest.raises(Cut):
        fit(lambda: ReaderModel(tiny), planned, tmp_path / "two.pt", cut, PACE, checkpoint_every=2)
    resumed = fit(lambda: ReaderModel(tiny), planned, tmp_path / "two.pt", lambda *_: None, PACE)
    for one, two in zip(straight.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(one, two, atol=1e-6)
    begun = ReaderModel(tiny)
    assert not torch.allclose(begun.rank.weight, resumed.rank.weight)


def test_the_exported_model_says_what_the_trained_one_does(
    tiny: Path, batches: list[list[Group]], tmp_path: Path
) -> None:
    model = fit(lambda: ReaderModel(tiny), batches, tmp_path / "kept.pt", lambda *_: None, PACE)
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


def a_question_read(
    right: int, fused: tuple[float, ...], margins: tuple[float, ...], *, answerable: bool = True
) -> AskedQuestion:
    """A question whose answer stands in one of three passages, each with another answer."""
    names = ("Ada", "Ben", "Cyd")
    readings = []
    for number, (name, score, margin) in enumerate(zip(names, fused, margins, strict=True)):
        article = Article(str(number), "", f"{name} did it.", "")
        hit = Hit(Passage(article, 0, len(article.text)), score)
        readings.append(PassageReading(hit, Span(0, 3), margin, 0.0))
    paragraph = Paragraph(str(right), "", readings[right].hit.passage.text)
    answers = (names[right],) if answerable else ()
    example = Example("q", "Who?", paragraph, Span(0, 3) if answerable else None, answers, True)
    holds = [answerable and number == right for number in range(3)]
    return AskedQuestion(example, readings, holds, answerable)


def test_order_and_confidence_follow_what_tells_right_from_wrong() -> None:
    # The margin tells, mostly; what the searches say does not.
    told = [
        a_question_read(n % 3, (0.5, 0.4, 0.6), tuple(5.0 * (p == n % 3) for p in range(3)))
        for n in range(12)
    ]
    misled = [a_question_read(0, (0.5, 0.4, 0.6), (0.0, 2.0, 0.0))]
    ordering = fit_order([*told, *misled])
    firsts = [rank_answers(each.readings, ordering)[0].hit for each in told]
    assert firsts == [each.readings[n % 3].hit for n, each in enumerate(told)]
    nothing = Calibration(**dict.fromkeys(Calibration.__annotations__, 0.0))
    calibration = fit_calibration([*told, *misled], ordering, nothing)
    sure, unsure = (
        calibrated_logit(rank_answers(each.readings, ordering)[0], calibration)
        for each in (told[0], misled[0])
    )
    assert sure > 1.5
    assert sure > unsure
    # None of these questions has a misfit: what counts against an answer stays what it was.
    earlier = replace(nothing, fitness=0.7)
    assert fit_calibration([*told, *misled], ordering, earlier).fitness == pytest.approx(
        0.7, abs=0.01
    )


def test_every_fitted_number_has_a_feature_of_its_name() -> None:
    (passage,) = rank_answers(
        a_question_read(0, (0.5, 0.4, 0.6), (1.0, 0.0, 0.0)).readings[:1],
        ReaderSettings.load().ordering,
    )
    assert [*ordering_features(passage)] == [each.name for each in fields(OrderingWeights)]
    assert [*confidence_features(passage), "bias"] == [each.name for each in fields(Calibration)]


def test_answering_is_measured_over_the_questions_that_it_is_about() -> None:
    ordering = OrderingWeights(fused=0.0, relevance=0.0, answer_margin=1.0, sentence_support=0.0)
    calibration = Calibration(
        cosine=0,
        exact=0,
        relevance=0,
        answer_margin=1,
        span_lead=0,
        agreement=0,
        lead=0,
        passage_support=0,
        sentence_support=0,
        figures_support=0,
        names_support=0,
        fitness=0,
        attested=0,
        bias=-1,
    )
    scores = (0.5, 0.4, 0.6)
    measured = measure_answering(
        [
            a_question_read(0, scores, (3.0, 0.0, 0.0)),  # right, and sure
            a_question_read(0, scores, (0.0, 0.5, 0.0)),  # another passage first, and unsure
            a_question_read(1, scores, (0.0, 4.0, 0.0)),  # right, though second in the search
            a_question_read(2, scores, (2.0, 0.0, 0.0), answerable=False),
            a_question_read(2, scores, (0.2, 0.0, 0.0), answerable=False),
        ],
        ordering,
        calibration,
    )
    assert (measured.found, measured.first, measured.right) == pytest.approx((2 / 3,) * 3)
    # The logits 2, -0.5 and 3 against 1 and -0.8: five of six pairs are the right way round.
    assert measured.auroc == pytest.approx(5 / 6)
    assert (measured.wrongly_refused, measured.wrongly_answered) == pytest.approx((1 / 3, 1 / 2))


def test_what_is_shipped_is_a_reader_with_the_fitted_numbers(tmp_path: Path) -> None:
    ordering = OrderingWeights(fused=9.0, relevance=0.2, answer_margin=0.3, sentence_support=0.0)
    calibration = Calibration(
        cosine=3.0, exact=0.5, relevance=0.0, answer_margin=0.2, span_lead=0.1, agreement=1.0,
        lead=0.2, passage_support=1.0, sentence_support=0.5, figures_support=0.3,
        names_support=0.2, fitness=0.1, attested=0.5, bias=-4.0,
    )  # fmt: skip
    settings = replace(ReaderSettings.load(), ordering=ordering, calibration=calibration)
    ship(SHIPPED_READER / WEIGHTS_FILE, settings, tmp_path)
    with SpanReader.load(tmp_path) as reader:  # which checks the digests
        assert reader.settings == settings


def test_a_checkpoint_holds_the_trained_weights(
    tiny: Path, batches: list[list[Group]], tmp_path: Path
) -> None:
    trained = fit(lambda: ReaderModel(tiny), batches, tmp_path / "kept.pt", lambda *_: None, PACE)
    loaded = load_trained(ReaderModel(tiny), tmp_path / "kept.pt")
    for one, two in zip(trained.parameters(), loaded.parameters(), strict=True):
        assert torch.equal(one, two)


def test_without_a_checkpoint_there_is_nothing_to_ship(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["data", str(tmp_path), "--ship"])
    assert "there is nothing to ship" in capsys.readouterr().err
    FIRST_COURSE.checkpoint(tmp_path).touch()
    assert parse_arguments(["data", str(tmp_path), "--ship"]).ship
    distil = ["--distil", "--distil=2"]
    news = ["--news", *(f"--news={time}" for time in (2, 3, 4, 5))]
    for other in ("--large", "--onward", *distil, *news):
        with pytest.raises(SystemExit):
            parse_arguments(["data", str(tmp_path), "--ship", other])
    assert not parse_arguments(["data", str(tmp_path)]).ship


def test_a_course_that_continues_needs_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["data", str(tmp_path), "--news"]
    assert parse_arguments([*options, "4"]).continued is None
    with pytest.raises(SystemExit):
        parse_arguments([*options, "5"])
    before = parse_arguments([*options, "4"]).last_course
    checkpoint = before.checkpoint(tmp_path)
    assert f"{checkpoint} is missing" in capsys.readouterr().err
    checkpoint.touch()
    assert parse_arguments([*options, "5"]).continued == before


NEWS = """# Harbour board drops its plan
date: 2021-05-04

ALDERNESS – Ada Lund, who leads the board, said that 1,900 had signed. She had hoped for 1,900.

It costs £6.

? who leads the board
= Ada Lund
? How many signed?
= 1,900
@ said that 1,900 had signed
? When was it built?
- 1,900
@ hoped for 1,900

# Another one
date: 2022-01-01

It snowed.

? what fell
- snowed
"""


def test_written_news_says_where_its_answers_stand(tmp_path: Path) -> None:
    (tmp_path / "town.txt").write_text(NEWS, encoding="utf-8")
    led, signed, built, fell = read_written_news(NewsLesson(tmp_path))
    text = led.paragraph.text
    assert text.startswith("ALDERNESS")
    assert text.endswith("£6.")
    assert (led.paragraph.title, led.answers) == ("Harbour board drops its plan", ("Ada Lund",))
    assert [text[slice(*e.answer)] for e in (led, signed) if e.answer] == ["Ada Lund", "1,900"]
    assert signed.answer
    assert signed.answer.start < built.chosen[0].start
    assert (built.answer, built.answers) == (None, ())
    assert text[slice(*built.chosen[0])] == "1,900"
    assert (led.held_out, fell.held_out) == (True, False)
    assert all(each.held_out for each in read_written_news(NewsLesson(tmp_path, together=2)))
    assert [each.id for each in paragraphs_of([led, signed, fell])] == [
        f"news/{tmp_path.name}/town#0",
        f"news/{tmp_path.name}/town#1",
    ]


def test_the_news_that_are_shipped_to_learn_from_are_in_order() -> None:
    written = read_written_news(*NEWS_LESSONS)
    assert len(written) > 57_000
    assert len({example.id for example in written}) == len(written)
    assert len(paragraphs_of(written)) == 4_080
    for example in written:
        said = [example.paragraph.text[slice(*span)] for span in example.chosen]
        assert all(said)
        assert set(example.answers) <= set(said)


def test_exported_weights_can_learn_on(tiny: Path, tmp_path: Path, inputs: Inputs) -> None:
    model = ReaderModel(tiny).eval()
    for parameter in model.parameters():
        if parameter.requires_grad:  # as after learning, no two are alike
            torch.nn.init.normal_(parameter, std=0.2)
    export(model, tmp_path / "reader.onnx")
    loaded = load_shipped(ReaderModel(tiny), tmp_path / "reader.onnx").eval()
    for one, two in zip(model.parameters(), loaded.parameters(), strict=True):
        assert torch.allclose(one, two, atol=0.01)


def test_averaged_weights_lie_between_both(tiny: Path) -> None:
    before, after, made = (ReaderModel(tiny) for _ in range(3))
    for parameter in (*after.parameters(), *made.parameters()):
        torch.nn.init.constant_(parameter, 1.0)
    for own, one, other in zip(
        average_weights(before, made, 0.6).parameters(), before.parameters(), after.parameters(),
        strict=True,
    ):  # fmt: skip
        assert torch.allclose(own, 0.4 * one + 0.6 * other)


@pytest.fixture
def tiny_large(tmp_path: Path) -> Path:
    """A folder with a model of the large one's kind."""
    torch.manual_seed(1)
    config = MPNetConfig(
        hidden_size=16, num_hidden_layers=5, num_attention_heads=2, intermediate_size=32
    )
    MPNetModel(config, add_pooling_layer=False).save_pretrained(tmp_path / "large")
    return tmp_path / "large"


def test_a_difference_learned_is_merged_into_the_published_weights(
    tiny_large: Path, batches: list[list[Group]], inputs: Inputs, tmp_path: Path
) -> None:
    learned = fit(lambda: add_difference(LargeModel(tiny_large), rank=2), batches,
                  tmp_path / "kept.pt", lambda *_: None, Pace(peak=0.05, warm_up=1))  # fmt: skip
    assert isinstance(learned, LargeModel)
    save_difference(learned, tmp_path / "difference")
    again = load_difference(add_difference(LargeModel(tiny_large), rank=2), tmp_path / "difference")
    merged = merge_difference(again).eval()
    batch = pad_inputs(inputs.of("Who?", [Text("Bridge", TEXT)]))
    arrays = [torch.from_numpy(each) for each in (batch.ids, batch.mask, batch.types)]
    for one, two in zip(learned(*arrays), merged(*arrays), strict=True):
        assert torch.allclose(one, two, atol=0.02)
    published = LargeModel(tiny_large).state_dict()
    changed = {n for n, each in merged.state_dict().items() if not torch.equal(each, published[n])}
    layers = {name.split(".")[3] for name in changed if "layer." in name}
    assert layers == {"3", "4"}


def test_the_large_model_reads_the_same_pieces_under_its_own_numbers(
    tiny_large: Path, inputs: Inputs
) -> None:
    numbers = LargeModel(tiny_large).piece_numbers
    (input,) = inputs.of("Who?", [Text("Bridge", "a b")])
    assert numbers[input.ids[0]] == 0  # <s>
    assert numbers[input.ids[-1]] == 2  # </s>
    assert numbers[input.ids[1]] == input.ids[1] + 4


def test_a_swapped_question_names_what_its_paragraph_does_not_hold() -> None:
    text = "In 2019 Ines Caldera won the vote in Port Tallis."
    about = Paragraph("vote#0", "Vote", text)
    other = Paragraph("vote#1", "Vote", "Runa Estrin lost in Aldry Bay.")
    asked = [
        Example(
            "1", "who won in Port Tallis in 2019?", about, Span(8, 20), ("Ines Caldera",), False
        ),
        Example("2", "where did Runa Estrin lose?", other, Span(20, 29), ("Aldry Bay",), False),
        Example("3", "who won?", about, Span(8, 20), ("Ines Caldera",), False),
    ]
    swapped = swap_questions(asked, random.Random(5))
    assert swapped
    for each in swapped:
        assert (each.answer, each.answers) == (None, ())
        assert each.id.endswith("/swapped")
        original = next(e for e in asked if each.id.startswith(e.id))
        assert each.question != original.question
        changed = set(each.question.split()) - set(original.question.split())
        assert not any(word.strip("?") in each.paragraph.text for word in changed)
    assert "3" not in {each.id[0] for each in swapped}  # nothing in it can be swapped


def test_the_second_course_ends_with_passages_that_are_whole() -> None:
    for course in (FIRST_COURSE, SECOND_COURSE):
        assert course.last_variety.cropped < course.variety.cropped
    assert SECOND_COURSE.pace.peak < FIRST_COURSE.pace.peak
