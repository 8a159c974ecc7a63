"""What an archive keeps: articles, passages and vectors, changed in transactions."""
