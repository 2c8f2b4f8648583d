"""Writes to governing documents and what hangs on them."""
