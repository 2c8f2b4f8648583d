"""Reads of meetings and reviews."""
