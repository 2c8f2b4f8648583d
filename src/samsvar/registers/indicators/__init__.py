"""Goals, indicators, targets and measurements: what is wanted, and how it stands, per unit and period."""
