"""Reads of campaigns: lists, whom one asks, and how far each has come."""
