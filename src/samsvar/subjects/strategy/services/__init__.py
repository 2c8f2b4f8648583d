"""Writes: strategies and their editions; the sustainability process."""
