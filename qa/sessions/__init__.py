"""What is kept of a user's work: conversations, clippings, and their export."""
