"""Who else says so, who says something else, and when: the rows of an answer compared."""
