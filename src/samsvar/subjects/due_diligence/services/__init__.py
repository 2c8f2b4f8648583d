"""Writes, one file per noun. Each is one transaction that ends with its event."""
