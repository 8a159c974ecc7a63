"""The sample archive: short articles in our own words, and questions about them."""

SAMPLE_QUESTION = "who froze the Geneva talks?"
