"""Strategies with SWOT and situation analysis, the sustainability process, materiality, chosen goals and promises."""
