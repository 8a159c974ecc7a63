"""What the tests of the reader share: the shipped tokenizer, and a passage with odd characters."""

from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.reader.inputs import Inputs
from qa.reader.settings import InputLimits

PASSAGE = "Otto Brandvold, 61, promised a “boat” every ten minutes; Zoë Ångström laughed."
LIMITS = InputLimits(question_pieces=64, headline_pieces=48, all_pieces=384)


def load_words() -> WordPieces:
    return WordPieces(folder_of(DEFAULT_MODEL))


def make_inputs() -> Inputs:
    return Inputs(load_words(), LIMITS)
