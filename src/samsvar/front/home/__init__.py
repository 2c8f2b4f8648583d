"""The start page, deadlines of all subjects, search, and the frame round every page."""
