"""Governing documents, the requirements in them, and who has acknowledged them."""
