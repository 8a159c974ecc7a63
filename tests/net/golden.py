"""What the net's tests and `make.py` share: it runs the command line and tidies what it prints.

All goes through the installed command `pullquote`, so that the net survives any move of modules.
Where the sample lies (`SAMPLE`) is the only place in the sources that is named here.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from click.testing import CliRunner

NET = Path(__file__).resolve().parent
ROOT = NET.parents[1]
SAMPLE = ROOT / "qa" / "sample"
GOLD = SAMPLE / "gold.jsonl"

ANSWERS = NET / "answers.jsonl"
ABOUT = NET / "answers.about.json"
ZOO = NET / "zoo.json"
WHEEL = NET / "wheel.txt"
ARCHIVE = NET / "archive-606c7b1"
ARCHIVE_SAYS = NET / "archive-606c7b1.json"
NEWS = NET / "news"

Json = dict[str, Any]


# -- the command line -----------------------------------------------------------------------


class Ran(NamedTuple):
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Json]:
        """Its output as JSON, an object a line."""
        return [json.loads(line) for line in self.out.split("\n") if line]


def pullquote(*args: str | Path | float) -> Ran:
    """Run the command in this process: importing its libraries again takes a second each time."""
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    module, _, function = scripts["pullquote"].partition(":")
    main = getattr(importlib.import_module(module), function)
    words = ["pullquote", *map(str, args)]
    with (
        CliRunner().isolation() as (out, err, _),
        patch.object(sys, "argv", words),
        patch.dict(os.environ),
    ):
        code = 0
        try:
            main()
        except SystemExit as exit:
            code = exit.code if isinstance(exit.code, int) else int(exit.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))


def done(*args: str | Path | float) -> Ran:
    """Run a command that must succeed."""
    ran = pullquote(*args)
    assert ran.code == 0, f"pullquote {' '.join(map(str, args))}: {ran.err}"
    return ran


def without_folder(value: Any, folder: Path) -> Any:
    """The same JSON value or text with paths below a folder made relative to it."""
    if isinstance(value, str):
        return value.replace(f"{folder}{os.sep}", "").replace(str(folder), ".")
    if isinstance(value, list):
        return [without_folder(one, folder) for one in value]
    if isinstance(value, dict):
        return {name: without_folder(one, folder) for name, one in value.items()}
    return value


# -- the sample's answers -------------------------------------------------------------------

# "This week" in a question counts from its date; a question without one gets this, lest the
# answers depend on the day that the tests run on.
ASKED_ON = "2026-11-28"


def make_sample(folder: Path) -> None:
    """An archive of the sample's articles."""
    done("add", SAMPLE / "articles", "--archive", folder)


def sample_answers(archive: Path, scratch: Path) -> list[Json]:
    """What `batch` writes for the sample's questions, without what differs from run to run."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    questions, answers = scratch / "questions.jsonl", scratch / "answers.jsonl"
    write_lines(questions, [{"date": ASKED_ON} | row for row in rows])
    done("batch", questions, "-o", answers, "--archive", archive)
    return [settled(json.loads(line), archive) for line in answers.read_text("utf-8").splitlines()]


def settled(answer: Json, archive: Path) -> Json:
    """An answer without its time, its paths' folder and its archive's random name.

    A passage is its article's text from `start` to `end`: that is checked here, and the passage
    then shortened to its first words, since 104 answers in full would be a megabyte. The texts
    themselves are held by `text_digests`.
    """
    answer = without_folder(answer, SAMPLE / "articles")
    del answer["elapsed_ms"]
    if "settings" in answer:
        answer["settings"] = re.sub(r"archive \w+-\d+", "archive NAME", answer["settings"])
    for one in answer["evidence"]:
        text = text_of(archive, one["article_id"])
        assert text[one["start"] : one["end"]] == one["passage"]
        one["passage"] = one["passage"][:40]
    return answer


def text_digests(archive: Path) -> dict[str, str]:
    """A digest of each article's text, by its id."""
    ids = [one["id"] for one in done("list", "--json", "--archive", archive).lines]
    texts = {id: text_of(archive, id).encode("utf-8") for id in ids}
    return {id: hashlib.sha256(text).hexdigest()[:16] for id, text in texts.items()}


_texts: dict[tuple[Path, str], str] = {}


def text_of(archive: Path, id: str) -> str:
    if (archive, id) not in _texts:
        _texts[archive, id] = done("show", id, "--json", "--archive", archive).lines[0]["text"]
    return _texts[archive, id]


_INSTRUCTIONS = ("amx_int8", "avx2", "avx512_vnni", "avx512f", "avx_vnni")


def instructions() -> str:
    """The processor's instructions that ONNX Runtime's arithmetic depends on.

    With others it rounds elsewhere, and scores differ in their third digit.
    """
    try:
        info = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return "unknown"
    flags = re.search(r"^flags\s*:(.*)$", info, re.MULTILINE)
    found = sorted(set(_INSTRUCTIONS) & set(flags[1].split())) if flags else []
    return " ".join(found) or "unknown"


# -- the zoo --------------------------------------------------------------------------------

_BYTES = {
    "broken/binary.txt": bytes(range(256)) * 8,
    "broken/picture.md": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "broken/pdf-inside.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "broken/scan.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "broken/damaged.txt.gz": gzip.compress(b"A story cut off in its packing. " * 9, mtime=0)[:-9],
    "broken/torn-utf8.txt": "Żółw śpi, źle śpi. Późno już, mówił".encode()[:-1] + b"\xff.\n",
}


def lay_out_zoo(folder: Path) -> None:
    """The zoo's files as they are read: some in other encodings, some packed, some no text.

    In the repository all are UTF-8, to be read and changed with any editor. `encodings/` name
    the encoding before their ending; of each in `formats/` a .gz is put into `packed/`.
    """
    shutil.copytree(NET / "zoo", folder)
    for path in sorted(folder.glob("encodings/*")):
        codec = path.suffixes[-2].removeprefix(".")
        path.write_bytes(path.read_bytes().decode("utf-8").encode(codec))
    (folder / "packed").mkdir()
    for path in sorted(folder.glob("formats/*")):
        packed = gzip.compress(path.read_bytes(), mtime=0)
        (folder / "packed" / f"{path.name}.gz").write_bytes(packed)
    for name, content in _BYTES.items():
        (folder / name).write_bytes(content)


def zoo_contents(scratch: Path) -> Json:
    """What `add` says of the zoo, and what `list` and `show` say of its articles."""
    zoo, archive = scratch.resolve() / "zoo", scratch / "zoo-archive"
    lay_out_zoo(zoo)
    folder = done("add", zoo, "--archive", archive)
    again = done("add", zoo, "--archive", archive)
    alone = pullquote("add", zoo / "broken/notes.xyz", zoo / "broken/scan.pdf", zoo / "broken",
                      "--archive", archive)  # fmt: skip
    listed = done("list", "--json", "--archive", archive).lines
    shown = [done("show", one["id"], "--json", "--archive", archive).lines[0] for one in listed]
    for brief, whole in zip(listed, shown, strict=True):
        assert brief.items() <= whole.items()
    said = {
        "add zoo": _said(folder),
        "add zoo, again": _said(again),
        "add notes.xyz scan.pdf broken": _said(alone),
        "list": done("list", "--archive", archive).out.splitlines(),
        "articles": shown,
    }
    settled: Json = without_folder(said, zoo)
    return settled


def _said(ran: Ran) -> Json:
    """A command's exit code, its output, and its lines on stderr that are no progress bar."""
    told = ("skipped ", "not read: ", "pullquote: ")
    notes = [line for line in ran.err.splitlines() if line.startswith(told)]
    return {"exit code": ran.code, "output": ran.out.splitlines(), "notes": notes}


# -- the archive of an earlier version ------------------------------------------------------

NEWS_QUESTIONS = (
    "How many cables must be replaced on the harbour bridge?",
    "Who set the camera that photographed the lynx?",
    "Which minister resigned over the tunnel budget?",
)


def archive_says(archive: Path) -> Json:
    """What an archive of the news tells of itself, its articles and its answers."""
    info = done("info", "--json", "--archive", archive).lines[0]
    listed = done("list", "--json", "--archive", archive).lines
    answers = [pullquote("ask", question, "--asked-on", ASKED_ON, "--json", "--archive", archive)
               for question in NEWS_QUESTIONS]  # fmt: skip
    return {
        "info": {name: info[name] for name in info if name not in ("archive", "bytes")},
        "articles": [
            done("show", one["id"], "--json", "--archive", archive).lines[0] for one in listed
        ],
        "answers": [{"exit code": ran.code} | settled(ran.lines[0], archive) for ran in answers],
    }


def news_archive(folder: Path, news: Path) -> None:
    """An archive with a past: an article of it was changed, one removed, and it was asked."""
    shutil.copytree(NEWS, news)
    bridge = news / "bridge.txt"
    final = bridge.read_text("utf-8")
    bridge.write_text(final.replace("14 cables", "12 cables"), "utf-8")
    (news / "gone.txt").write_text("Gone by now\n\nThis article is removed later.\n", "utf-8")
    long_ago = 1_600_000_000  # only files that have lain still for a while are remembered as read
    for path in news.iterdir():
        os.utime(path, (long_ago, long_ago))
    done("add", news, "--archive", folder)
    done("remove", "gone", "--archive", folder)
    (news / "gone.txt").unlink()
    bridge.write_text(final, "utf-8")
    os.utime(bridge, (long_ago, long_ago + 60))
    done("add", news, "--archive", folder)
    done("ask", NEWS_QUESTIONS[0], "--archive", folder)


# -- the wheel ------------------------------------------------------------------------------

# Its own process and folder: setuptools patches what it is imported into, and writes beside the
# sources.
_LIST_WHEEL = """
import sys
from setuptools import Distribution
dist = Distribution({"script_name": "setup.py"})
dist.parse_config_files()
dist.get_command_obj("egg_info").egg_base = sys.argv[1]
build = dist.get_command_obj("build_py")
build.build_lib = "wheel"
build.ensure_finalized()
print("\\n".join(build.get_outputs(include_bytecode=False)), file=open(sys.argv[2], "w"))
"""


def wheel_files(scratch: Path) -> list[str]:
    """The files that a wheel would hold beside its .dist-info, sorted; none is built."""
    listed = scratch / "wheel-files.txt"
    (scratch / "egg").mkdir()
    command = [sys.executable, "-c", _LIST_WHEEL, scratch / "egg", listed]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    names = listed.read_text("utf-8").splitlines()
    return sorted(Path(name).relative_to("wheel").as_posix() for name in names)


# -- files ----------------------------------------------------------------------------------


def write_lines(path: Path, rows: Iterable[Json]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def write_json(path: Path, value: Json) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_json(path: Path) -> Json:
    value: Json = json.loads(path.read_text("utf-8"))
    return value
