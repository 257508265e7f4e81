"""Measurements for looking at: gathered as a document, and drawn as a page."""
