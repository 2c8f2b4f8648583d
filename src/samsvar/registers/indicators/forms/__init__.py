"""Forms of goals, indicators, targets and measurements."""
