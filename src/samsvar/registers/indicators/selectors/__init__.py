"""What pages, commands and reports read of goals, indicators and figures.

`definitions`: the goals and indicators that hold for a unit, and their targets. `figures`: how it stands, as it may be
shown: series, heat map, small multiples, what changed. `entry`: what has been handed in and how far a period has come.
A selector takes units that the caller has found by `visible_to`; those under them are asked for with the viewer.
"""
