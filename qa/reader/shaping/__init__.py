"""A passage's spans become its answer: rated, whole, and in the form that the question wants."""
