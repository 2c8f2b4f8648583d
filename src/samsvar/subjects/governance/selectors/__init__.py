"""Reads of governing documents and what hangs on them."""
