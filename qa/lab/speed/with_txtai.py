"""The same question answered by txtai, where it is installed.

A script of its own, as bare.py is. With no question it makes the index, which embeds all passages.
"""

import json
import sys
from pathlib import Path

from txtai import Embeddings


def main(folder: Path, model: str, question: str | None = None) -> None:
    """Print the passage nearest to the question, of those in a folder."""
    kept = folder / "txtai"
    if question:
        embeddings = Embeddings()
        embeddings.load(str(kept))
        print(embeddings.search(question, 1)[0]["text"])
    elif not kept.exists():
        lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
        embeddings = Embeddings(path=model, content=True)
        embeddings.index(map(json.loads, lines))
        embeddings.save(str(kept))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
