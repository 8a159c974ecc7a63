"""The speed benchmark: its sums by hand, its plots read back, and one run over tiny archives."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import lxml.etree
import numpy as np
import pytest
from conftest import ARTICLES, WordEncoder, WordReader

from corpus.sentences import sentences
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.evaluation.gold import GoldQuestion
from qa.lab.public_sets import BenchSet
from qa.lab.speed.__main__ import parse_plan
from qa.lab.speed.make_archives import fill_archive, write_files
from qa.lab.speed.measure_adding import ConstantEncoder, measure_turns
from qa.lab.speed.measure_asking import (
    find_nearest,
    first_evidence,
    measure_costs,
    measure_recall,
    time_addition,
    wire,
)
from qa.lab.speed.measure_growth import PowerFit, fit_power, growth_lines, size_table
from qa.lab.speed.measure_starts import export_passages
from qa.lab.speed.measure_words_first import measure_words_first
from qa.lab.speed.plots import axis_marks, memory_plot, retrieval_plot, stages_plot
from qa.lab.speed.processes import find_imports, is_shown, peak_memory, run_apart, time_first_paint
from qa.lab.speed.speed_figures import (
    Adding,
    Again,
    Batch,
    Costs,
    Speed,
    Starts,
    Times,
    Turn,
    WordsFirst,
)
from qa.lab.speed.speed_report import write_report
from qa.lab.speed.table import Bar, Row, figure_rows

COSTS = Costs(
    passages=1_000,
    opening=0.5,
    retrieval=Times(2, 5),
    stages={"encode": Times(1, 2), "dense": Times(0.25, 1), "keyword": Times(0.5, 1),
            "fuse": Times(0.25, 1)},
    within_a_year=Times(3, 6),
    evidence=Times(4, 8),
    answer=Times(119, 180),
    recall=0.971,
    memory=400.0,
    index=2.0,
    until_found=0.25,
)  # fmt: skip
LARGE = replace(COSTS, passages=100_000, retrieval=Times(6.5, 11), memory=1_600.0)
STARTS = Starts(20_000, [0.9, 1.1, 0.8], [5.4, 6.3, 7.0], [], [0.1], [0.4, 0.6], loads_torch=False)
ADDING = Adding("news", [Turn(100, 2, 1.9, 5), Turn(100, 1, 0.8, 4)], Times(10, 15), 0.61, 0.612)
WORDS_FIRST = WordsFirst(300, 2_000, 10.0, 15.0, 2, 10.0, 20_000, 95.0)
SPEED = Speed(
    STARTS, COSTS, [COSTS, LARGE], ADDING, Again(20, [1, 2], [6, 8]), Batch(8, 20, 8, 1),
    WORDS_FIRST,
)  # fmt: skip
QUESTIONS = ("who set the camera?", "what did engineers find?", "who is Otto Brandvold?")


# -- sums by hand ---------------------------------------------------------------------------


def test_a_power_is_found_again_and_said_in_words() -> None:
    found = fit_power([1_000, 10_000, 100_000], [3 * n**0.5 for n in (1_000, 10_000, 100_000)])
    assert found is not None
    assert (found.factor, found.power) == pytest.approx((3, 0.5))
    assert str(found) == "n^0.50, ten times the passages cost 3.2 times as much"


def test_what_no_power_fits_is_fitted_by_least_squares_of_the_logarithms() -> None:
    found = fit_power([1, 10, 100], [1, 10, 10])  # logarithms 0, 1, 2 and 0, 1, 1
    assert found is not None
    assert (found.factor, found.power) == pytest.approx((10 ** (1 / 6), 0.5))
    assert found.at(100) == pytest.approx(10 ** (7 / 6))


@pytest.mark.parametrize("sizes", [[], [10], [10, 10]])
def test_one_size_tells_nothing_of_growth(sizes: list[float]) -> None:
    assert fit_power(sizes, sizes) is None
    assert growth_lines([COSTS] * len(sizes)) == []


def test_the_nearest_are_those_of_comparing_all() -> None:
    dice = np.random.default_rng(1)
    keys, vectors = np.arange(5, 305), dice.normal(size=(300, 8)).astype(np.float32)
    questions = dice.normal(size=(4, 8)).astype(np.float32)
    blocks = [(keys[at : at + 7], vectors[at : at + 7]) for at in range(0, 300, 7)]
    by_hand = [
        [key for _, key in sorted(zip(vectors @ q, keys, strict=True), reverse=True)[:10]]
        for q in questions
    ]
    assert find_nearest(blocks, questions, 10).tolist() == by_hand


def test_a_search_that_compares_all_recalls_all(archive: SqliteStore, encoder: WordEncoder) -> None:
    asked = np.stack([encoder.encode_question(article.text) for article in ARTICLES])
    assert measure_recall(archive, asked) == 1.0


def test_medians_are_compared_and_shares_taken_of_each_turn() -> None:
    assert STARTS.times_faster == pytest.approx(6.3 / 0.9)
    assert ADDING.passages == 200
    assert (ADDING.added_per_second, ADDING.encoded_per_second) == pytest.approx(
        (75, 22.5)
    )  # of 50, 100; of 20, 25
    assert ADDING.rest_share == pytest.approx(0.125)  # of 0.05 and 0.2


@pytest.mark.parametrize(
    ("measured", "bar", "cells"),
    [
        (0.5, Bar(1), ("0.50 s", "≤ 1 s", "yes")),
        (1.0, Bar(1), ("1.00 s", "≤ 1 s", "yes")),
        (1.5, Bar(1), ("1.50 s", "≤ 1 s", "**no**")),
        (1.5, Bar(1, least=True), ("1.50 s", "≥ 1 s", "yes")),
        (0.5, Bar(1, least=True), ("0.50 s", "≥ 1 s", "**no**")),
        (0.5, None, ("0.50 s", "–", "–")),
        (None, Bar(1), ("not measured", "≤ 1 s", "–")),
    ],
)
def test_a_row_says_whether_the_bar_is_reached(
    measured: float | None, bar: Bar | None, cells: tuple[str, ...]
) -> None:
    assert Row("what", measured, "s", bar, "how").cells == ("what", *cells, "how")


def test_each_row_is_made_of_its_own_figures() -> None:
    told = {what: (measured, reached) for what, measured, _, reached, _ in cells_of(SPEED)}
    assert told["`pullquote ask`, 20,000 passages, cold process"] == ("0.90 s", "yes")
    assert told["the bare script, sentence-transformers and FAISS"] == ("6.30 s", "–")
    assert told["`ask` is faster by"] == ("7.00 times", "yes")
    assert told["txtai, the same passages"] == ("not measured", "–")
    assert told["torch, imported by `ask`"] == ("0 modules", "yes")
    assert told["first paint of the chat"] == ("0.50 s", "yes")
    what = "a question encoded by sentence-transformers, float32, p50"
    assert told[what] == ("10.0 ms", "–")
    assert told["retrieval, 100,000 passages, p50"] == ("6.5 ms", "**no**")
    assert told["retrieval, 100,000 passages, p95"] == ("11.0 ms", "yes")
    assert told["answer with the reader, p50"] == ("119.0 ms", "yes")
    assert told["nDCG@10 by meaning that is lost"] == ("0.002", "yes")
    assert told["of adding, all but embedding"] == ("12.5 %", "**no**")
    assert told["memory, 1,000,000 passages"] == ("not measured", "–")
    assert told["20,000 articles added by their words"] == ("95.00 s", "**no**")
    assert told["first right answer of 300 articles"] == ("15.00 s", "–")
    assert told["of the whole `add`, that is"] == ("7.1 %", "**no**")  # of 10 s and 200 s
    assert told["a batch is faster than asking one by one by"] == ("2.50 times", "yes")
    million = replace(SPEED, sizes=[replace(COSTS, passages=1_000_000)])
    told = {what: (measured, reached) for what, measured, _, reached, _ in cells_of(million)}
    assert told["within a year, 1,000,000 passages, p50"] == ("3.0 ms", "yes")
    assert told["an article added and found, 1,000,000 passages"] == ("0.25 s", "yes")
    torch = replace(SPEED, starts=replace(STARTS, loads_torch=True))
    assert ("torch, imported by `ask`", "1 modules") in [c[:2] for c in cells_of(torch)]


def cells_of(speed: Speed) -> list[tuple[str, ...]]:
    return [row.cells for row in figure_rows(speed)]


def test_a_size_is_a_line() -> None:
    assert size_table([COSTS])[2] == (
        "| 1,000 | 0.50 | 2.0 / 5.0 | 1.0 / 2.0 | 0.2 / 1.0 | 0.5 / 1.0 | 0.2 / 1.0 | 3.0 / 6.0 "
        "| 4.0 / 8.0 | 119.0 / 180.0 | 0.971 | 400 | 2 | 0.25 |"
    )
    assert size_table([replace(COSTS, until_found=None)])[2].endswith("| 2 | – |")
    head, rule = size_table([])
    assert head.count("|") == rule.count("|") == size_table([COSTS])[2].count("|")


def test_growth_is_told_of_each_cost() -> None:
    lines = growth_lines([COSTS, LARGE])
    assert lines[3] == "- memory: n^0.30, ten times the passages cost 2.0 times as much"
    assert len(lines) == 5


def test_what_is_left_out_of_a_command_line_is_the_plan_s_own() -> None:
    plan = parse_plan(["data", "kept", "--sizes", "10", "20", "--turns", "2"])
    assert (plan.data, plan.sizes, plan.turns) == (Path("data"), [10, 20], 2)
    assert (plan.cold, plan.questions) == (20_000, 1_000)


# -- plots ----------------------------------------------------------------------------------


def drawn(svg: str) -> tuple[list[str], int]:
    """All that a plot says, and how many points it has; it must need nothing from elsewhere."""
    root = lxml.etree.fromstring(svg.encode())
    assert not root.findall(".//{*}script")
    assert "href" not in svg.replace("xmlns:xlink", "")
    return [*root.itertext()], len(root.findall(".//{*}circle"))


def test_the_plot_of_retrieval_has_a_point_a_size_and_the_line_that_fits() -> None:
    said, points = drawn(retrieval_plot([COSTS, LARGE]))
    assert points == 2
    assert {"1,000", "100,000", "p50", "p50 ≈ n^0.26", "passages", "milliseconds"} <= {*said}


def test_the_plot_of_memory_has_the_index_beside_it() -> None:
    said, points = drawn(memory_plot([COSTS, LARGE]))
    assert points == 4
    assert {"memory", "memory ≈ n^0.30", "index on the disk", "index on the disk ≈ n^0.00"} <= {
        *said
    }


def test_the_plot_of_stages_has_a_bar_a_size_with_each_stage() -> None:
    svg = stages_plot([COSTS, LARGE])
    said, _ = drawn(svg)
    assert {"encode", "dense", "keyword", "fuse", "1,000", "100,000"} <= {*said}
    bars = lxml.etree.fromstring(svg.encode()).findall(".//{*}g[@class='bar']")
    assert len(bars) == 2 * 4


@pytest.mark.parametrize(
    ("costs", "marks_of_them"),
    [
        ([2.0, 6.5], [1, 2, 5, 10]),
        ([0.4, 30], [0.1, 1, 10, 100]),
        ([2, 400, 2_000], [1, 10, 100, 1_000, 10_000]),
        ([10, 100], [10, 20, 50, 100]),
    ],
)
def test_an_axis_is_marked_around_the_costs(costs: list[float], marks_of_them: list[float]) -> None:
    assert axis_marks(costs) == pytest.approx(marks_of_them)


def test_one_size_is_drawn_without_a_line() -> None:
    assert not any("≈" in text for text in drawn(retrieval_plot([COSTS]))[0])


# -- processes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        (b"", False),
        (b"Error: no archive", False),  # no screen was opened
        (b"\x1b[?1049h\x1b[?25l\x1b[38;5;255m    \x1b[0m", False),
        (b"\x1b[?1049h\x1b[?2026$p\x1b[c\x1b]0;title\x07\x1b(B", False),
        (b"\x1b[?1049h\x1b[12;4", False),  # the rest of it is still on its way
        (b"\x1b[?1049h\x1b[1;1H\x1b[48;2;9;9;9m \xe2\x94\x82 ", False),  # a frame
        (b"\x1b[?1049h\x1b[1;1H\x1b[48;2;9;9;9mPull", True),
    ],
)
def test_a_screen_is_painted_once_a_letter_can_be_read(printed: bytes, seen: bool) -> None:
    assert is_shown(printed) is seen


def test_the_first_paint_is_waited_for_and_the_program_ended() -> None:
    pytest.importorskip("pty")
    script = "import time; print('\\x1b[?1049h', flush=True); print('Ask'); time.sleep(600)"
    assert time_first_paint([sys.executable, "-u", "-c", script]) > 0


def test_the_modules_that_a_script_imports_are_named(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import wave\nprint('answer')\n")
    assert "wave" in find_imports([script])
    assert "torch" not in find_imports([script])


def test_a_process_of_its_own_does_not_count_what_its_parent_holds() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc")
    held = np.ones(50_000_000)
    assert peak_memory() > held.nbytes / 1e6 > run_apart(peak_memory)


# -- a tiny run -----------------------------------------------------------------------------


def a_made_archive(folder: Path, size: int, real: SqliteStore) -> SqliteStore:
    made = SqliteStore.open(folder / f"scale-{size}", create=True)
    fill_archive(made, size, real)
    return made


def test_an_archive_is_filled_to_its_size_with_real_sentences(
    archive: SqliteStore, tmp_path: Path
) -> None:
    made = a_made_archive(tmp_path, 50, archive)
    assert made.index_source.count_passages() == 50
    real = {
        each.text[slice(*s)]
        for each in archive.index_source.passages()
        for s in sentences(each.text)
    }
    real |= {each.title for each in archive.index_source.passages()}
    for text in (each.text for each in made.index_source.passages()):
        assert all(text[slice(*span)] in real for span in sentences(text))
    assert np.linalg.norm(made.index_source.vectors()[1], axis=1) == pytest.approx(
        np.ones(50), abs=1e-6
    )
    fill_archive(made, 50, archive)
    assert made.index_source.count_passages() == 50
    again = a_made_archive(tmp_path / "again", 50, archive)
    assert [*again.index_source.passages()] == [*made.index_source.passages()]


def test_others_are_given_the_same_passages(archive: SqliteStore, tmp_path: Path) -> None:
    assert (
        export_passages(archive.folder, tmp_path / "others")
        == archive.index_source.count_passages()
    )
    lines = (tmp_path / "others" / "passages.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        each.text for each in archive.index_source.passages()
    ]
    given = np.load(tmp_path / "others" / "vectors.npy")
    assert given.tolist() == archive.index_source.vectors()[1].tolist()


def test_articles_are_written_as_files_the_real_ones_first(
    archive: SqliteStore, tmp_path: Path
) -> None:
    wire = tmp_path / "wire.jsonl"
    records = [{"_id": str(n), "title": f"Wire {n}", "text": f"Story {n}."} for n in range(9)]
    wire.write_text("\n".join(map(json.dumps, records)))
    assert write_files(tmp_path / "files", 7, archive, wire) == 7
    first, *_, last = sorted((tmp_path / "files").iterdir())
    assert first.read_text().startswith("Harbour bridge closes for repairs\n\nThe harbour bridge")
    assert last.read_text() == "Wire 2\n\nStory 2.\n"


def a_set(folder: Path) -> BenchSet:
    """A set like SQuAD, of the invented articles."""
    asked = zip(("14 cables", "Otto Brandvold", "Runa Estrin", "Paavo Lind"), ARTICLES, strict=True)
    told = [
        {"title": article.id, "paragraphs": [{"context": article.text, "qas": [{
            "id": article.id, "question": f"Who or what is {answer}?",
            "answers": [{"text": answer, "answer_start": article.text.index(answer)}]}]}]}
        for answer, article in asked
    ]  # fmt: skip
    (folder / "news.json").write_text(json.dumps({"version": "1.1", "data": told}))
    return BenchSet("news", "news.json")


def test_adding_is_measured_with_both_kinds_of_vectors(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    given: list[str] = []

    def backwards(texts: Sequence[str]) -> np.ndarray:
        given.extend(texts)
        return -encoder.encode_passages(texts)

    measured = measure_turns(a_set(tmp_path), tmp_path, encoder, backwards, turns=3)
    assert len(measured.turns) == 3
    assert len(given) == 1 + len(ARTICLES) + measured.passages  # the first one warms it up
    assert measured.question.p50 > 0
    assert all(0 < turn.embedding < turn.added for turn in measured.turns)
    assert 0.9 < measured.ndcg <= 1.0
    assert measured.ndcg_of_encoded < 0.6  # the farthest first


def test_a_run_over_tiny_archives_is_written_with_its_plots(
    archive: SqliteStore, encoder: WordEncoder, tmp_path: Path
) -> None:
    sizes = []
    for size in (20, 60):
        made = a_made_archive(tmp_path, size, archive)
        sizes.append(measure_costs(lambda: wire(made, encoder, WordReader()), QUESTIONS))  # noqa: B023
    assert [each.passages for each in sizes] == [20, 60]
    assert [each.recall for each in sizes] == [1.0, 1.0]
    assert list(sizes[0].stages) == ["encode", "dense", "keyword", "fuse"]
    assert sizes[0].index > 0
    written = write_report(replace(SPEED, sizes=sizes), tmp_path / "out", "busy").read_text()
    assert "\n| 20 | " in written
    assert "- index on the disk: n^" in written
    assert written.count("| yes |") + written.count("| **no** |") == 15
    for name in ("retrieval", "stages", "memory"):
        assert f"![{name}](speed-{name}.svg)" in written
        drawn((tmp_path / "out" / f"speed-{name}.svg").read_text())


def test_the_first_evidence_is_a_row_an_article(archive: SqliteStore, encoder: WordEncoder) -> None:
    here = wire(archive, encoder, WordReader())
    rows = first_evidence(here.retriever, "who set the camera in the Morven hills?")
    assert rows[0].passage.article.id == "lynx"
    assert len({hit.passage.article.id for hit in rows}) == len(rows)


def test_what_is_added_is_found_and_gone_again(archive: SqliteStore, encoder: WordEncoder) -> None:
    before = [*archive.index_source.passages()]
    assert time_addition(wire(archive, encoder, WordReader())) > 0
    assert [*archive.index_source.passages()] == before


def test_what_is_not_embedded_can_be_added_and_known_again(tmp_path: Path) -> None:
    made = SqliteStore.open(tmp_path / "archive", create=True)
    embed_and_put(ARTICLES, made, ConstantEncoder())
    assert made.index_source.vectors()[1].tolist() == [[1.0]] * made.index_source.count_passages()


@pytest.mark.slow
def test_the_first_right_answer_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    for number in range(3):
        (tmp_path / "files" / f"{number}.txt").write_text(f"Head {number}\n\nText {number}.\n")
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(
        json.dumps({"_id": each.id, "title": each.title, "text": each.text}) + "\n"
        for each in ARTICLES
    ))  # fmt: skip
    gold = [
        GoldQuestion("1", "who set the camera?", articles={"nowhere": 1}),
        GoldQuestion("2", "who set the camera in the Morven hills?", articles={"lynx": 1}),
    ]
    measured = measure_words_first(articles, tmp_path / "files", gold)
    assert (measured.articles, measured.asked, measured.files) == (len(ARTICLES), 2, 3)
    assert 0 < measured.added < measured.until_right
    assert measured.whole > measured.added


def test_a_fit_gives_the_cost_of_any_size() -> None:
    assert PowerFit(2, 0.5).at(9) == 6
