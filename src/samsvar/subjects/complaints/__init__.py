"""Complaints from anyone affected, what is promised to whoever complains, and the yearly look at the mechanism."""
