"""Writes to the annual wheel: activities, choices, the plan of a year, occurrences, meetings."""
