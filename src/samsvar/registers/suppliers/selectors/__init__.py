"""Reads that the pages of suppliers and contracts need."""
