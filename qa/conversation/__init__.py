"""A follow-up is made whole from the turns before it, by rules: it could be asked alone then."""
