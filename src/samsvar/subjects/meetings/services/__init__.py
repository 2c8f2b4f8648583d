"""Writes of meetings and reviews."""
