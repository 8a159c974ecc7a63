"""`reader.json`: what it must say, and what is said where it does not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import ModelError
from qa.reader.settings import SETTINGS_FILE, SHIPPED_READER, ReaderSettings


def write_settings(folder: Path, change: dict[str, Any], without: str = "") -> None:
    """The shipped settings with some entries changed, one left out: "spans.considered"."""
    ReaderSettings.load().save(folder)
    entries = json.loads((folder / SETTINGS_FILE).read_text("utf-8")) | change
    section, _, name = without.rpartition(".")
    if without:
        del (entries[section] if section else entries)[name]
    (folder / SETTINGS_FILE).write_text(json.dumps(entries), "utf-8")


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    settings = replace(ReaderSettings.load(), name="another")
    settings.save(tmp_path)
    assert ReaderSettings.load(tmp_path) == settings


@pytest.mark.parametrize(
    ("change", "without", "problem"),
    [
        ({}, "name", "“name” is missing"),
        ({}, "spans.considered", "“spans.considered” is missing"),
        ({"colour": "red"}, "", "“colour” is unknown"),
        ({"spans": 5}, "", "“spans” is not an object"),
        ({"name": 5}, "", "“name” is not a text"),
        ({"ordering": {"fused": "3", "relevance": 1, "answer_margin": 1, "sentence_support": 0}},
         "", "“ordering.fused” is not a number"),
        ({"spans": {"considered": 5.5, "answer_pieces": 30, "misfit_penalty": 2,
                    "piece_penalty": 0}}, "",
         "“spans.considered” is not a whole number"),
    ],
)  # fmt: skip
def test_wrong_settings_are_told_by_their_entry(
    tmp_path: Path, change: dict[str, Any], without: str, problem: str
) -> None:
    write_settings(tmp_path, change, without)
    with pytest.raises(ModelError, match=problem):
        ReaderSettings.load(tmp_path)


def test_a_folder_without_settings_is_no_reader(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is no reader: it has no readable reader\.json"):
        ReaderSettings.load(tmp_path)


def test_settings_that_are_no_json_are_told(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("reader", "utf-8")
    with pytest.raises(ModelError, match="does not describe a reader"):
        ReaderSettings.load(tmp_path)


def test_every_entry_is_in_the_record_of_a_run() -> None:
    settings = ReaderSettings.load()
    record = settings.as_record()
    assert record["reader"] == settings.name
    assert record["reader spans considered"] == str(settings.spans.considered)
    assert record["reader calibration bias"] == str(settings.calibration.bias)
    entries = json.loads((SHIPPED_READER / SETTINGS_FILE).read_text("utf-8"))
    leaves = [each for value in entries.values()
              for each in (value.values() if isinstance(value, dict) else [value])]  # fmt: skip
    assert len(record) == len(leaves)


@pytest.mark.parametrize("section", ["input", "spans", "ordering", "calibration"])
def test_runs_with_any_other_number_have_another_record(section: str) -> None:
    settings = ReaderSettings.load()
    values = getattr(settings, section)
    for name in values.__dataclass_fields__:
        changed = replace(values, **{name: getattr(values, name) + 1})
        other = replace(settings, **{section: changed})
        assert other.as_record() != settings.as_record()
