"""What counts against a span: what it is, and what the text around it does not bear out."""
