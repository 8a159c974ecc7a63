"""Developers' tools, not in the wheel: training, speed, the public sets."""
