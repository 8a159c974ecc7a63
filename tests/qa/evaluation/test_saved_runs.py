"""A saved run is there whole or not at all, and what is not one is never taken for one."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.records import Span
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcomes import Citation, Evaluation, FoundArticle, Mismatch, Outcome
from qa.evaluation.saved_runs import FORMAT, check_free, load_run, save_run

RANKING = tuple(FoundArticle(f"a{rank}", 12 - rank) for rank in range(12))
OUTCOMES = (
    Outcome(
        GoldQuestion("q1", "When did it reopen?", ("4 March",), {"a0": 2, "a3": 0}),
        "answered",
        "on \x1b[31m4\u202eMarch\ud800",
        0.75,
        RANKING,
        cited=Citation("a0", Span(10, 17)),
        values={"nDCG@10": 1.0, "F1": 0.1 + 0.2},
        stages={"encode": 1.23456},
        elapsed_ms=20.00049,
    ),
    Outcome(
        GoldQuestion("q2", "Wer\u2028war’s?", answerable=False),
        "possible",
        "nobody",
        lost="wrongly answered",
    ),
    Outcome(
        GoldQuestion("q 3", "Why?", ("so",), {"a9": 1}),
        "error",
        values={"nDCG@10": 0.0, "F1": 0.0},
        lost="error",
        error="the model is gone",
    ),
)
SETTINGS = {"gold": "abc", "archive": "d1f", "threshold": "0.5"}
EVALUATION = Evaluation(OUTCOMES, SETTINGS, (Mismatch("q2", "no article a9"),), 1.5, 300.25)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def trec_eval_order(path: Path) -> dict[str, list[str]]:
    """As trec_eval reads a run: by falling score, ties by falling id, the rank never read."""
    rows = defaultdict(list)
    for line in lines(path):
        question, q0, article, rank, score, _ = line.split()
        assert (q0, rank) == ("Q0", str(len(rows[question]) + 1))
        rows[question].append((float(score), article))
    return {id: [article for _, article in sorted(found)[::-1]] for id, found in rows.items()}


def test_a_saved_run_loads_as_what_it_was(tmp_path):
    save_run(EVALUATION, tmp_path / "run")
    run = load_run(tmp_path / "run")
    assert (run.name, run.settings) == (str(tmp_path / "run"), SETTINGS)
    assert list(run.questions) == ["q1", "q2", "q 3"]
    for outcome, question in zip(OUTCOMES, run.questions.values(), strict=True):
        assert question.id == outcome.gold.id
        assert question.question == outcome.gold.question
        assert question.values == outcome.values
        assert question.status == outcome.status
        assert question.answer == outcome.answer
        assert question.lost == outcome.lost


def test_a_question_is_one_line_that_says_all_that_came_of_it(tmp_path):
    save_run(EVALUATION, tmp_path / "run")
    first, _, third = map(json.loads, lines(tmp_path / "run" / "questions.jsonl"))
    assert first == {
        "id": "q1",
        "question": "When did it reopen?",
        "status": "answered",
        "answer": "on \x1b[31m4\u202eMarch\ud800",
        "gold_answers": ["4 March"],
        "gold_articles": {"a0": 2, "a3": 0},
        "answerable": True,
        "confidence": 0.75,
        "cited": {"article": "a0", "start": 10, "end": 17},
        "values": {"nDCG@10": 1.0, "F1": 0.1 + 0.2},
        "lost": None,
        "stages": {"encode": 1.235},
        "elapsed_ms": 20.0,
        "error": None,
        "articles": [{"article": f"a{rank}", "score": 12 - rank} for rank in range(10)],
    }
    assert (third["error"], third["lost"], third["cited"]) == ("the model is gone", "error", None)


def test_the_run_says_what_made_it_and_what_it_comes_to(tmp_path):
    save_run(EVALUATION, tmp_path / "run")
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8")) == {
        "format": FORMAT,
        "count": 3,
        "settings": SETTINGS,
        "means": {"nDCG@10": {"mean": 0.5, "n": 2}, "F1": {"mean": (0.1 + 0.2) / 2, "n": 2}},
        "losses": {"wrongly answered": 1, "error": 1},
        "mismatches": [{"id": "q2", "why": "no article a9"}],
        "seconds": 1.5,
        "peak_memory_mb": 300.25,
    }


def test_the_trec_run_holds_every_article_of_the_ranking(tmp_path):
    save_run(EVALUATION, tmp_path / "run")
    written = lines(tmp_path / "run" / "run.trec")
    assert len(written) == len(RANKING)
    assert written[0] == "q1 Q0 a0 1 12 run"
    assert written[11] == "q1 Q0 a11 12 1 run"


@pytest.mark.parametrize(
    ("id", "written"),
    [
        ("MED-10", "MED-10"),
        ("<dbpedia:%22Heroes%22>", "<dbpedia:%22Heroes%22>"),
        ("Zürich/東京", "Zürich/東京"),
        ("two words", "two%20words"),
        ("no\u00a0break\u3000\u2028", "no%C2%A0break%E3%80%80%E2%80%A8"),
        ("tab\tand\nline\x1c\x85", "tab%09and%0Aline%1C%C2%85"),
        ("\x1b[2J\u202e\ud800", "%1B[2J%E2%80%AE%ED%A0%80"),
    ],
)
def test_an_id_is_one_word_of_the_trec_run(tmp_path, id, written):
    outcome = Outcome(GoldQuestion(id, "Why?"), "not_found", articles=(FoundArticle(id, 0.5),))
    save_run(Evaluation((outcome,)), tmp_path / "a run")
    assert lines(tmp_path / "a run" / "run.trec") == [f"{written} Q0 {written} 1 0.5 a%20run"]
    assert list(load_run(tmp_path / "a run").questions) == [id]


@pytest.mark.parametrize(
    "scores",
    [
        (3.0, 2.0, 1.0, -1.0),
        (1.0, 1.0, 1.0, 1.0),
        (0.0, 0.0, 0.0, 0.0),
        (0.2, 12.0, 11.0, 0.1),
        (1.0, 1.0 - 1e-12, 1.0 - 2e-12, 1.0 - 3e-12),
    ],
)
def test_trec_eval_sees_the_order_that_was_measured(tmp_path, scores):
    """Equal scores and scores of another scale too: it would order those anew."""
    ranking = tuple(FoundArticle(*row) for row in zip("cadb", scores, strict=True))
    outcome = Outcome(GoldQuestion("q", "Why?"), "not_found", articles=ranking)
    save_run(Evaluation((outcome,)), tmp_path / "run")
    assert trec_eval_order(tmp_path / "run" / "run.trec") == {"q": ["c", "a", "d", "b"]}


def test_a_run_is_saved_into_a_new_or_an_empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "new" / "below"):
        check_free(folder)
        save_run(EVALUATION, folder)
        assert len(load_run(folder).questions) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "new"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("run", "run already holds a run: name another folder, or delete it"),
        ("news", "news holds other files: name another folder"),
        ("news/letter.txt", "letter.txt is not a folder: name another"),
        ("news/letter.txt/run", "cannot write .*run: "),
    ],
)
def test_nothing_that_is_there_is_written_over(tmp_path, name, why):
    save_run(EVALUATION, tmp_path / "run")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "letter.txt").write_text("Dear", encoding="utf-8")
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    with pytest.raises(InputError, match=why):
        save_run(EVALUATION, tmp_path / name)
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_a_save_that_breaks_off_leaves_nothing(tmp_path):
    broken = Outcome(GoldQuestion("q9", "Why?"), "answered", values={"F1": float("nan")})
    with pytest.raises(ValueError):
        save_run(Evaluation((*OUTCOMES, broken)), tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["run.json", "questions.jsonl"])
def test_a_file_cut_anywhere_is_never_half_a_run(tmp_path, name):
    save_run(Evaluation(OUTCOMES[1:2]), tmp_path / "run")
    whole, path = load_run(tmp_path / "run"), tmp_path / "run" / name
    body = path.read_bytes()
    for length in range(len(body) - 1):
        path.write_bytes(body[:length])
        with pytest.raises(InputError, match=r"is incomplete \(.*\): evaluate again"):
            load_run(tmp_path / "run")
    path.write_bytes(body[:-1])  # The last line's end says nothing.
    assert load_run(tmp_path / "run") == whole


def test_what_is_no_run_is_refused_in_one_line(tmp_path):
    (tmp_path / "news").mkdir()
    for folder, why in (("gone", "there is no folder"), ("news", "holds no saved run")):
        with pytest.raises(InputError, match=why) as refused:
            load_run(tmp_path / folder)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("run.json", "[]", "another program wrote its run.json"),
        ("run.json", '{"loss": 0.25}', "another program wrote its run.json"),
        ("run.json", '{"format": 99}', "was saved by a newer Pullquote: update"),
        ("questions.jsonl", '{"id": "q1"}', "line 1 is not a question"),
        ("questions.jsonl", "", "holds 0 of 1 questions"),
        ("questions.jsonl", None, "it has no questions.jsonl"),
        ("questions.jsonl", '{"values": {"F1": NaN}}', "line 1 is not a question"),
        ("questions.jsonl", '{"values": {"F1": 1.5}}', "line 1 is not a question"),
        ("questions.jsonl", '{"values": {"F1": "1"}}', "line 1 is not a question"),
        ("questions.jsonl", '{"status": "fine"}', "line 1 is not a question"),
        ("questions.jsonl", '{"lost": "elsewhere"}', "line 1 is not a question"),
    ],
)
def test_a_run_that_was_altered_is_refused_in_one_line(tmp_path, name, text, why):
    save_run(Evaluation(OUTCOMES[:1]), tmp_path / "run")
    path = tmp_path / "run" / name
    if text is None:
        path.unlink()
    elif name == "questions.jsonl" and text.startswith('{"') and "id" not in text:
        record = {**json.loads(path.read_text(encoding="utf-8")), **json.loads(text)}
        path.write_text(json.dumps(record), encoding="utf-8")
    else:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why) as refused:
        load_run(tmp_path / "run")
    assert "\n" not in str(refused.value)
