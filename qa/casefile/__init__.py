"""A dossier of clippings as one page that stands alone, and whether its quotes still hold."""
