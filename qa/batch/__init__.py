"""Question files become answer files; the same command resumes."""
