"""Whether the program keeps what `docs/promises.md` promises: killed, damaged, crowded, cut off."""
