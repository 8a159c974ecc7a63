"""Reads question and passages: reranks, pulls the span that answers, or says that none does."""
