"""Reads that pages, commands and reports need, one file per noun."""
