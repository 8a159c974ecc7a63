"""`make fuzz`: mutated documents for every reader, steered by what of our code they reach.

`python -m qa.lab.fuzz_readers SEEDS KEPT RUNS [EXTENSION]` mutates the documents of SEEDS, so many
times for each format, always the same ones. One that breaks its reader is kept in KEPT; it belongs
into `tests/corpus/formats/test_found_documents.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

_SEED = 1
_LONGEST = 4_096  # bytes of a document; a longer one takes longer and reaches no more
_SECONDS = 60  # by the clock on the wall, that one document may take
_MEGABYTES = 1_500


def main(arguments: list[str]) -> int:
    """Fuzz the reader of one extension, or each in a process of its own; 1 where one broke."""
    if len(arguments) not in (3, 4):
        print(__doc__, file=sys.stderr)
        return 2
    seeds, kept, runs, *extension = arguments
    Path(kept).mkdir(parents=True, exist_ok=True)
    if extension:
        _fuzz(Path(seeds), Path(kept), int(runs), extension[0])
    from corpus.formats.registry import FORMATS

    command = [sys.executable, "-m", "qa.lab.fuzz_readers", *arguments]
    codes = {row.extensions[0]: subprocess.call([*command, row.extensions[0]]) for row in FORMATS}
    for name, code in codes.items():
        print(f"{name:<8} {int(runs):,} runs: {f'BROKE ({code})' if code else 'ok'}")
    return 1 if any(codes.values()) else 0


def _fuzz(seeds: Path, kept: Path, runs: int, extension: str) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["corpus"]):
        from corpus.formats.registry import read_source
        from corpus.formats.source import Source
    root = Path("/news")

    def read(data: bytes) -> None:
        for _ in read_source(
            Source(f"a{extension}", f"/news/a{extension}", root, lambda: BytesIO(data))
        ):
            pass

    with tempfile.TemporaryDirectory(prefix="fuzz-") as made:
        folder = Path(made)
        for path in seeds.rglob(f"*{extension}"):
            if path.is_file():
                shutil.copy(path, folder / f"{path.parent.name}-{path.name}")
        options = [
            f"-runs={runs}", f"-seed={_SEED}", f"-max_len={_LONGEST}", f"-timeout={_SECONDS}",
            f"-rss_limit_mb={_MEGABYTES}", f"-artifact_prefix={kept}/{extension[1:]}-",
            "-print_final_stats=0", "-verbosity=0",
        ]  # fmt: skip
        atheris.Setup([sys.argv[0], *options, made], read)
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
