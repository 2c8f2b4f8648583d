"""The annual wheel: activities, when they fall, occurrences of a year, reminders, the region's picture, meetings.

`timing` says when, `activities` what, `occurrences` places a year, `standing` judges a day, `reminders` who is told,
`region` sets trusts side by side, `meetings` and `results` hold what is decided.
"""
