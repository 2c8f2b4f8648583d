"""Campaigns: made, sent, reminded of, closed."""
