"""Texts become vectors: embedding models, with and without PyTorch."""
