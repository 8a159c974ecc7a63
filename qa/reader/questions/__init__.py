"""What a question asks for: a kind of thing, in a form, of whom."""
