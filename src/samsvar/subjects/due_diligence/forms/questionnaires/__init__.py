"""Questionnaires: what is asked, and how it is built."""
