"""Word pieces against the tokenizer of the model's own library."""

import pytest

from embeddings.models.libraries import configure_libraries
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces

TEXTS = [
    "Who froze the Geneva talks?",
    "Zoë Ångström paid €3.2bn — “really”",
    "  spaces\n\nand lines ",
    "谁冻结了谈判",
    "",
    "word " * 600,
]


def test_pieces_are_those_of_the_models_own_tokenizer() -> None:
    configure_libraries()
    transformers = pytest.importorskip("transformers")
    folder = folder_of(DEFAULT_MODEL)
    theirs = transformers.AutoTokenizer.from_pretrained(folder)
    for text, pieces in zip(TEXTS, WordPieces(folder).split(TEXTS), strict=True):
        assert pieces.ids == theirs(text, add_special_tokens=False, verbose=False)["input_ids"]
        assert all(text[a:b].strip() == text[a:b] for a, b in pieces.spans)


def test_an_unknown_special_piece_is_an_error() -> None:
    with pytest.raises(KeyError):
        WordPieces(folder_of(DEFAULT_MODEL)).id_of("[NEVER]")
