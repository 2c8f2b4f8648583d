"""Indicators: periods, definitions, formulas, roll-up, measurements, targets and status.

`docs/method/indicators.md` tells how, with the sources. Figures are exact fractions and are rounded once, where shown.
"""
