"""Who people are, and who says what."""
