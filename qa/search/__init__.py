"""A question finds passages: both searches, fused."""
