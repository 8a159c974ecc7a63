"""The user's settings: what the file may say, and what is refused."""

from pathlib import Path

import pytest

from corpus.errors import InputError
from qa.config import Config, config_path, read_config

WHOLE = """
# my settings
archive = "news"
theme = "nord"  # at night
top = 7
threshold = 0.25
pager = "less -R"
reader = "large"

[keymap]
read = "f5"
"""


def test_a_file_says_all_that_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(WHOLE)
    assert read_config(tmp_path / "config.toml") == Config(
        archive=tmp_path / "news",
        theme="nord",
        keymap={"read": "f5"},
        top=7,
        threshold=0.25,
        pager="less -R",
        reader="large",
    )


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert read_config(tmp_path / "config.toml") == Config()


def test_a_home_folder_may_be_named_by_its_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "config.toml").write_text('archive = "~/news"')
    assert read_config(tmp_path / "config.toml").archive == tmp_path / "news"
    (tmp_path / "config.toml").write_text('archive = "s3://bucket/news"')
    assert read_config(tmp_path / "config.toml").archive == Path("s3://bucket/news")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("treshold = 0.5", "unknown key 'treshold': the nearest is 'threshold'"),
        ("zzz = 1", "unknown key 'zzz': known are archive, theme, keymap, top, threshold, pager"),
        ('reader = "huge"', 'reader must be "small" or "large"'),
        ("reader = [1]", 'reader must be "small" or "large"'),
        ("top = 0", "top must be a whole number from 1 to 100, such as 5"),
        ("top = 2.5", "top must be a whole number"),
        ("top = true", "top must be a whole number"),
        ('threshold = "high"', "threshold must be a number from 0 to 1, such as 0.5"),
        ("threshold = nan", "threshold must be a number from 0 to 1, such as 0.5"),
        ("archive = 3", "archive must be a folder or an address in quotation marks"),
        ('pager = ""', "pager must be a command"),
        ('keymap = "vim"', "keymap must be a table of names and keys"),
        ("[keymap]\nread = 5", "keymap must be a table of names and keys"),
        ("top = ", "is not TOML"),
    ],
)
def test_what_is_wrong_is_one_line_that_names_the_file(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        read_config(path)
    line = str(raised.value)
    assert line.startswith(str(path))
    assert problem in line
    assert "\n" not in line


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        read_config(tmp_path / "config.toml")


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_CONFIG", str(tmp_path / "mine.toml"))
    assert config_path() == tmp_path / "mine.toml"
    monkeypatch.delenv("PULLQUOTE_CONFIG")
    assert config_path().parts[-2:] == ("pullquote", "config.toml")
