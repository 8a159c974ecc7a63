"""A question finds passages; the answer is pulled out of them, or refused."""
