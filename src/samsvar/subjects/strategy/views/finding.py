"""Finding what an address names, among what the viewer may see."""

from samsvar.platform.access.guards import find_or_404
from samsvar.platform.access.viewer import Viewer
from samsvar.subjects.strategy.models import Edition, Strategy, SustainabilityProcess


def found_strategy(viewer: Viewer, key: str) -> Strategy:
    """A strategy by key; else 404."""
    rows = Strategy.objects.readable_by(viewer).select_related("enterprise", "unit", "parent")
    strategy: Strategy = find_or_404(rows, key=key)
    return strategy


def found_edition(viewer: Viewer, key: str, year: int) -> Edition:
    """A year's edition of a strategy; else 404."""
    rows = Edition.objects.readable_by(viewer)
    rows = rows.select_related("strategy__enterprise", "strategy__unit", "strategy__parent")
    edition: Edition = find_or_404(rows, strategy__key=key, year=year)
    return edition


def found_process(viewer: Viewer, key: str) -> SustainabilityProcess:
    """A process by key; else 404."""
    rows = SustainabilityProcess.objects.readable_by(viewer).select_related("enterprise")
    process: SustainabilityProcess = find_or_404(rows, key=key)
    return process
