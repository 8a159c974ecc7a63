"""Questions encoded without PyTorch: the same vectors, and nothing kept is trusted unlooked-at."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.models.encoder import SentenceEncoder, Vectors
from embeddings.models.libraries import configure_libraries
from embeddings.models.load import load_encoder
from embeddings.models.onnx_encoder import ExportedEncoder, ExportedModel, load_cached, save_cached
from embeddings.models.packaged import DEFAULT_MODEL, folder_of

configure_libraries()

import torch  # noqa: E402 - not before the libraries are told to stay offline
from sentence_transformers import SentenceTransformer  # noqa: E402
from sentence_transformers.base.modules import Dense, Transformer  # noqa: E402
from sentence_transformers.sentence_transformer.modules import Pooling  # noqa: E402
from transformers import (  # noqa: E402
    AutoTokenizer,
    BertConfig,
    BertModel,
    CanineConfig,
    CanineModel,
    CanineTokenizer,
    DistilBertConfig,
    DistilBertModel,
    ModernBertConfig,
    ModernBertModel,
)

QUESTIONS = [
    "",
    "who",
    "Who froze the Geneva talks?",
    "  Wer   sagte “Ångström”\n zu Zoë? ",
    "谁冻结了谈判 🙂",
    *(" ".join(f"word{n}" for n in range(length)) for length in (5, 20, 84, 85, 86, 127, 400)),
    "x" * 2000,
]


pytestmark = pytest.mark.slow  # nearly every test exports a model


def library_vectors(name: str) -> Vectors:
    """The questions' vectors as the library itself encodes them, one at a time."""
    model = SentenceTransformer(str(folder_of(name)), local_files_only=True, device="cpu")
    vectors: Vectors = model.encode_query(QUESTIONS, normalize_embeddings=True, batch_size=1)
    return vectors


def our_vectors(encoder: object) -> Vectors:
    assert isinstance(encoder, ExportedEncoder)
    return np.stack([encoder.encode_question(question) for question in QUESTIONS])


def largest_difference(encoder: object, theirs: Vectors) -> float:
    """By how much, in the worst place, its questions' vectors differ from the library's own."""
    return float(np.abs(our_vectors(encoder) - theirs).max())


def test_the_packaged_models_questions_point_where_the_librarys_own_do(
    exported_model: Path,
) -> None:
    ours = our_vectors(load_encoder(DEFAULT_MODEL, exported_model))
    assert np.linalg.norm(ours, axis=1) == pytest.approx(np.ones(len(ours)), abs=1e-5)
    assert ((ours * library_vectors(DEFAULT_MODEL)).sum(axis=1) > 0.975).all()


def test_unrounded_it_has_the_librarys_own_vectors_for_questions_of_all_lengths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.models.onnx_export.QUANTIZED_MODELS", frozenset())
    encoder = load_encoder(DEFAULT_MODEL, tmp_path)
    assert largest_difference(encoder, library_vectors(DEFAULT_MODEL)) <= 1e-4
    (exact,) = tmp_path.iterdir()
    assert exact.stat().st_size < 2_000_000  # the weights stay where they are


@pytest.mark.parametrize("least_cosine", [0.5, 1.01])
def test_a_rounded_model_that_points_elsewhere_is_kept_exact(
    least_cosine: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = str(a_model(tmp_path))
    monkeypatch.setattr("embeddings.models.onnx_export.QUANTIZED_MODELS", frozenset({name}))
    monkeypatch.setattr("embeddings.models.onnx_export.MIN_COSINE", least_cosine)
    encoder = load_encoder(name, tmp_path / "shelf")
    is_exact = largest_difference(encoder, library_vectors(name)) <= 1e-6
    assert is_exact == (least_cosine > 1)


def test_an_archive_cannot_tell_it_from_the_model_itself(exported_model: Path) -> None:
    ours, whole = load_encoder(DEFAULT_MODEL, exported_model), SentenceEncoder.load(DEFAULT_MODEL)
    assert isinstance(ours, ExportedEncoder)
    for each in ("name", "fingerprint", "dimension", "token_budget"):
        assert getattr(ours, each) == getattr(whole, each)
    assert ours.count_tokens(QUESTIONS) == whole.count_tokens(QUESTIONS)
    assert ours.count_tokens([]) == []
    assert ours.encode_passages([]).shape == (0, 384)


def test_the_packaged_models_passages_point_where_the_librarys_own_do(exported_model: Path) -> None:
    texts = [each for each in QUESTIONS if each] * 3
    ours = load_encoder(DEFAULT_MODEL, exported_model).encode_passages(texts)
    theirs = SentenceEncoder.load(DEFAULT_MODEL).encode_passages(texts)
    assert ours.dtype == np.float32
    assert np.linalg.norm(ours, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    assert ((ours * theirs).sum(axis=1) > 0.975).all()
    # Each by itself: a passage has the same vector beside whatever else it is embedded.
    assert np.array_equal(ours[: len(texts) // 3], ours[-(len(texts) // 3) :])


def test_passages_of_an_exact_model_are_embedded_by_the_model_itself(tmp_path: Path) -> None:
    name = str(a_model(tmp_path, prompts={"query": "ask: ", "document": "text: "}))
    ours, whole = load_encoder(name, tmp_path / "shelf"), SentenceEncoder.load(name)
    texts = ["The harbour bridge closed.", "A lynx was seen."]
    assert np.array_equal(ours.encode_passages(texts), whole.encode_passages(texts))


def test_a_kept_model_is_loaded_without_pytorch(exported_model: Path) -> None:
    asked = (
        "import sys; from pathlib import Path; from embeddings.models.load import load_encoder\n"
        "encoder = load_encoder(sys.argv[1], Path(sys.argv[2]))\n"
        "print(encoder.encode_question('who?').shape, encoder.count_tokens(['who?']))\n"
        "print(encoder.encode_passages(['The bridge closed.']).shape)\n"
        "print({name.split('.')[0] for name in sys.modules} & "
        "{'torch', 'transformers', 'sentence_transformers', 'scipy', 'sklearn', 'onnx'})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", asked, DEFAULT_MODEL, str(exported_model)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout == "(384,) [2]\n(1, 384)\nset()\n"


def flip(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:1000],
        lambda content: b"",
        lambda content: flip(content, 10),
        lambda content: flip(content, len(content) // 2),
        lambda content: flip(content, len(content) - 20),
        lambda content: content + b" ",
        lambda content: b"\xff\x00 no such thing",
    ],
    ids=["torn", "empty", "flipped digest", "flipped inside", "flipped late", "longer", "foreign"],
)
def test_what_is_damaged_is_made_again(
    damage: Callable[[bytes], bytes], exported_model: Path, tmp_path: Path
) -> None:
    (sound,) = exported_model.glob(f"{DEFAULT_MODEL}-*.exported")
    content = sound.read_bytes()
    file = tmp_path / sound.name
    file.write_bytes(damage(content))
    assert load_cached(file) is None


def a_model(
    folder: Path,
    config: object = None,
    kind: type = BertModel,
    prompts: dict[str, str] | None = None,
    pooling: Pooling | None = None,
    dense: bool = False,
    tokenizer: object = None,
    **settings: object,
) -> Path:
    """A tiny model of random weights, saved as sentence-transformers does it."""
    torch.manual_seed(1)
    tokenizer = tokenizer or AutoTokenizer.from_pretrained(folder_of(DEFAULT_MODEL))
    config = config or BertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    inner = folder / "inner"
    kind(config).save_pretrained(inner)
    tokenizer.save_pretrained(inner)
    modules = [Transformer(str(inner), max_seq_length=128), pooling or Pooling(32)]
    if dense:
        modules.append(Dense(in_features=32, out_features=24))
    model = SentenceTransformer(modules=modules, prompts=prompts, device="cpu", **settings)
    model.save(str(folder / "model"), create_model_card=False)
    shutil.rmtree(inner)
    return folder / "model"


def without_tokenizer_json(folder: Path) -> Path:
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    (folder / "vocab.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.get)))
    (folder / "tokenizer.json").unlink()
    return folder


def as_in_a_hugging_face_cache(folder: Path) -> Path:
    """Files named after their content, and a folder that shows them under their names."""
    blobs = folder.parent / "blobs"
    blobs.mkdir()
    for number, path in enumerate([p for p in folder.glob("**/*") if p.is_file()]):
        path.rename(blobs / str(number))
        path.symlink_to(blobs / str(number))
    return folder


MODELS: dict[str, Callable[[Path], Path]] = {
    "prompts": lambda at: a_model(at, prompts={"query": "search query: ", "document": "text: "}),
    "prompt left out of the pooling": lambda at: a_model(
        at, prompts={"query": "search query: "}, pooling=Pooling(32, "mean", include_prompt=False)
    ),
    "dense layer": lambda at: a_model(at, pooling=Pooling(32, "cls"), dense=True),
    "shortened vectors": lambda at: a_model(at, truncate_dim=16),
    "last token": lambda at: a_model(at, pooling=Pooling(32, "lasttoken")),
    "DistilBERT": lambda at: a_model(
        at, DistilBertConfig(dim=32, n_layers=2, n_heads=2, hidden_dim=64), DistilBertModel
    ),
    "ModernBERT": lambda at: a_model(
        at,
        ModernBertConfig(
            vocab_size=30522, hidden_size=32, num_hidden_layers=4, num_attention_heads=2,
            intermediate_size=64, pad_token_id=0, cls_token_id=101, sep_token_id=102,
            bos_token_id=101, eos_token_id=102,
        ),
        ModernBertModel,
    ),
    "no tokenizer.json": lambda at: without_tokenizer_json(a_model(at)),
    "links to files": lambda at: as_in_a_hugging_face_cache(a_model(at)),
}  # fmt: skip


@pytest.mark.parametrize("kind", MODELS)
def test_models_of_many_kinds_are_exported(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = str(MODELS[kind](tmp_path))
    capfd.readouterr()
    first = load_encoder(name, tmp_path / "shelf")
    again = load_encoder(name, tmp_path / "shelf")
    assert capfd.readouterr() == ("", "")
    assert first.fingerprint == again.fingerprint == SentenceEncoder.load(name).fingerprint
    theirs = library_vectors(name)
    assert largest_difference(first, theirs) <= 1e-4
    assert largest_difference(again, theirs) <= 1e-4


def with_characters(folder: Path) -> Path:
    """A model whose tokenizer is Python's alone."""
    config = CanineConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    return a_model(folder, config, CanineModel, tokenizer=CanineTokenizer())


def cut_on_the_left(folder: Path) -> Path:
    """A model that reads the end of what is too long, where ours reads the beginning."""
    made = a_model(folder)
    settings = json.loads((made / "tokenizer_config.json").read_text())
    (made / "tokenizer_config.json").write_text(json.dumps(settings | {"truncation_side": "left"}))
    return made


@pytest.mark.parametrize("kind", ["prompts", "dense layer", "links to files"])
def test_no_weight_is_kept_twice(kind: str, tmp_path: Path) -> None:
    name, shelf = str(MODELS[kind](tmp_path)), tmp_path / "shelf"
    load_encoder(name, shelf)
    (file,) = shelf.iterdir()
    _, _, graph = file.read_bytes().split(b"\n", 2)
    weights = sum(path.stat().st_size for path in Path(name).glob("**/*.safetensors"))
    assert 0 < len(graph) < weights / 10


@pytest.mark.parametrize("make", [with_characters, cut_on_the_left])
def test_a_model_that_cannot_be_exported_works_as_it_is(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    name, shelf = str(make(tmp_path)), tmp_path / "shelf"
    assert isinstance(load_encoder(name, shelf), SentenceEncoder)
    (file,) = shelf.iterdir()
    before = file.stat().st_mtime_ns
    again = load_encoder(name, shelf)
    assert isinstance(again, SentenceEncoder)
    assert np.linalg.norm(again.encode_question("who?")) == pytest.approx(1)
    assert file.stat().st_mtime_ns == before  # that it cannot be is kept too


@pytest.mark.parametrize("changed", ["model.safetensors", "config_sentence_transformers.json"])
def test_a_changed_model_is_exported_anew(changed: str, tmp_path: Path) -> None:
    first, other = a_model(tmp_path / "a"), a_model(tmp_path / "b", prompts={"query": "ask: "})
    shelf = tmp_path / "shelf"
    before = load_encoder(str(first), shelf)
    if changed.endswith(".json"):
        shutil.copy(other / changed, first / changed)
    else:
        from safetensors.torch import load_file, save_file

        weights = load_file(first / changed)
        save_file({k: v + 0.1 * torch.rand_like(v) for k, v in weights.items()}, first / changed)
    after = load_encoder(str(first), shelf)
    assert after.fingerprint != before.fingerprint
    theirs = library_vectors(str(first))
    assert largest_difference(after, theirs) <= 1e-4
    assert largest_difference(load_encoder(str(first), shelf), theirs) <= 1e-4
    assert len(list(shelf.iterdir())) == 1


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    name, shelf = str(a_model(tmp_path)), tmp_path / "shelf"
    load_encoder(name, shelf)
    (file,) = shelf.iterdir()
    sound = file.read_bytes()
    file.write_bytes(flip(sound, len(sound) // 2))
    assert largest_difference(load_encoder(name, shelf), library_vectors(name)) <= 1e-4
    assert load_cached(file) is not None


@pytest.mark.parametrize("what", ["tokenizer", "graph"])
def test_what_is_sound_but_cannot_be_loaded_is_made_again(what: str, tmp_path: Path) -> None:
    name, shelf = str(a_model(tmp_path)), tmp_path / "shelf"
    load_encoder(name, shelf)
    (file,) = shelf.iterdir()
    exported = load_cached(file)
    assert exported is not None
    foreign = (
        {"tokenizer": '{"of": "another version"}'} if what == "tokenizer" else {"graph": b"no"}
    )
    save_cached(replace(exported, **foreign), file)
    assert isinstance(load_encoder(name, shelf), ExportedEncoder)
    assert load_cached(file) == exported


def test_what_another_version_kept_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "model.exported"
    content = json.dumps({"made_of": "m", "of_another_version": 1}).encode() + b"\ngraph"
    file.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    assert load_cached(file) is None


def test_a_shelf_that_cannot_be_written_to_is_no_failure(tmp_path: Path) -> None:
    name = str(a_model(tmp_path))
    (tmp_path / "file").write_text("no folder")
    encoder = load_encoder(name, tmp_path / "file" / "shelf")
    assert largest_difference(encoder, library_vectors(name)) <= 1e-4
    if os.geteuid() != 0:  # root may write everywhere
        (tmp_path / "shelf").mkdir(mode=0o500)
        load_encoder(name, tmp_path / "shelf")
        assert not list((tmp_path / "shelf").iterdir())


def test_whoever_reads_while_others_keep_finds_it_whole(tmp_path: Path) -> None:
    file = tmp_path / "shelf" / "model.exported"
    exported = ExportedModel("made", "m@1", 4, 10, graph=os.urandom(300_000))
    save_cached(exported, file)
    with ThreadPoolExecutor(8) as many:
        kept_meanwhile = [many.submit(save_cached, exported, file) for _ in range(40)]
        read_meanwhile = [many.submit(load_cached, file) for _ in range(40)]
    assert [each.result() for each in kept_meanwhile] == [None] * 40
    assert {each.result() for each in read_meanwhile} == {exported}
    assert list(file.parent.iterdir()) == [file]
