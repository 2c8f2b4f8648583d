"""The forms of campaigns."""
