"""Is this what was said? A quotation is compared with the words of the archive."""
