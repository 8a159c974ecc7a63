import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ARTICLES

from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL

LOOK = """
import logging, os, sys, warnings
import numpy  # which adds warnings of its own
before = dict(os.environ), list(warnings.filters), logging.getLogger("transformers").level
import embeddings.ingest, embeddings.embed, embeddings.models.load, corpus.store.open_store
import corpus.indexes.local_search, qa.search.retriever
after = dict(os.environ), list(warnings.filters), logging.getLogger("transformers").level
for one, other in zip(before, after):
    assert one == other, (one, other)
assert "onnxruntime" not in sys.modules
"""


def test_importing_changes_no_environment_no_warning_and_no_log_level() -> None:
    ran = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_loading_a_model_keeps_every_library_off_the_network() -> None:
    look = (
        "import os; from embeddings.models.libraries import configure_libraries as configure\n"
        "for each in list(os.environ):\n"
        "    if each.startswith(('HF_', 'ORT_', 'TRANSFORMERS_')): del os.environ[each]\n"
        "configure(); configure()\n"
        "print(*(os.environ[each] for each in ('HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE',"
        " 'HF_HUB_DISABLE_TELEMETRY', 'ORT_DISABLE_TELEMETRY', 'DO_NOT_TRACK')))"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["1"] * 5


def test_a_closed_model_encodes_nothing(exported_model: Path) -> None:
    encoder = load_encoder(DEFAULT_MODEL, exported_model)
    assert encoder.encode_passages([each.text for each in ARTICLES]).shape == (4, 384)
    encoder.close()
    encoder.close()
    with pytest.raises(ValueError, match="closed"):
        encoder.encode_question("who?")
