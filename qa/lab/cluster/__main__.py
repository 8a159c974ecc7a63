"""`make cluster-demo`: the sample archive in a bucket, asked while a storage node dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.arrays import Vectors
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.folders import exported_models
from qa.lab.cluster.askers import Asked, askers, stop
from qa.lab.cluster.object_store import BUCKET, ObjectStore
from qa.sample import SAMPLE_QUESTION

_ADDRESS = f"s3://{BUCKET}/archive"
_PROGRAM = [sys.executable, "-c", "from qa.cli import main; main()", "--archive", _ADDRESS]
_ASKERS, _SECONDS = 8, 10


def main() -> None:
    """Start the object store, fill an archive in it, ask, kill a node, ask again."""
    with TemporaryDirectory() as folder, ObjectStore(Path(folder)) as store:
        os.environ.update(store.environment)
        print("an object store of three nodes, two copies of all, on this machine")
        _run("add", str(files("qa.sample") / "articles"))
        _run("ask", SAMPLE_QUESTION)
        vector = _embed(SAMPLE_QUESTION)
        with askers(_ADDRESS, _ASKERS, [(SAMPLE_QUESTION, vector)]) as asking:
            time.sleep(_SECONDS / 2)
            store.kill("storage 0")
            print("a storage node was killed while eight processes ask")
            time.sleep(_SECONDS / 2)
            _tell(stop(asking))
        _run("ask", SAMPLE_QUESTION)
        _run("info")


def _run(*arguments: str) -> None:
    print(f"$ pullquote --archive {_ADDRESS} {' '.join(arguments)}", flush=True)
    subprocess.run([*_PROGRAM, *arguments], check=True)


def _embed(question: str) -> Vectors:
    encoder = load_encoder(DEFAULT_MODEL, exported_models())
    try:
        return encoder.encode_question(question)
    finally:
        encoder.close()


def _tell(asked: Asked) -> None:
    print(
        f"{len(asked.seconds)} questions, {len(asked.seconds) / _SECONDS:.0f} a second, "
        f"p50 {asked.percentile(0.5):.0f} ms, p95 {asked.percentile(0.95):.0f} ms, "
        f"{len(asked.errors)} errors"
    )


if __name__ == "__main__":
    main()
