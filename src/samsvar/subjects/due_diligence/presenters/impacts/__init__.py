"""Adverse impacts, their cases and what they are tied to."""
