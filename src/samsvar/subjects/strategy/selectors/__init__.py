"""Reads: editions of strategies, and the sustainability process."""
