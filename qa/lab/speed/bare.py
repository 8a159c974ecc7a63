"""A question answered by a few lines of sentence-transformers and FAISS: what we are held to.

A script of its own: it knows nothing of Pullquote, and nothing of Pullquote imports it. It reads
no passage, it prints the nearest one.
"""

import json
import sys
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer


def main(folder: Path, model: str, question: str) -> None:
    """Print the passage nearest to the question, of those in a folder."""
    vectors = np.load(folder / "vectors.npy")
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    asked = SentenceTransformer(model).encode([question], normalize_embeddings=True)
    _, nearest = index.search(asked, 1)
    lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    print(json.loads(lines[nearest[0][0]]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
