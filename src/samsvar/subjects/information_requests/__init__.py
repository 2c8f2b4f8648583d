"""Requests for information: their deadlines and grounds under three Acts, their letters, and public answers."""
