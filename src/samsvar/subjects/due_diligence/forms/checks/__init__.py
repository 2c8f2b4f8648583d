"""Checks of wages and HMS cards, spot checks and inquiries about terms."""
