"""Complaints beside the adverse impacts that they tell of."""
