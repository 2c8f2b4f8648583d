"""A browser's own description of itself → the browser and the system a person knows it by."""

import re

#: The first that is found counts: most browsers also name those they descend from.
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)
LONGEST_UNKNOWN = 40


def device_of(user_agent: str) -> str:
    """«Firefox, Windows»; only what is known of it, and its own words where neither is."""
    known = [name for names in (BROWSERS, SYSTEMS) if (name := _first(names, user_agent))]
    return ", ".join(known) or user_agent[:LONGEST_UNKNOWN]


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")
