"""Questions that are asked again: what is new since they were asked last."""
