"""This room has no tables."""

from samsvar.core.rules.privacy import Holding

HOLDINGS: dict[str, Holding] = {}
