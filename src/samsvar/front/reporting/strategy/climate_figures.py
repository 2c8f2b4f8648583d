"""Figures that mapped areas of the sustainability process draw by themselves from the climate account."""

from datetime import date

from django.utils.translation import gettext as _

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.subjects.climate.presenters.account import BASE_YEAR, change_from_base
from samsvar.subjects.climate.presenters.words import percent, tonnes_of
from samsvar.subjects.climate.selectors.accounts import history_of
from samsvar.subjects.strategy.figures import AreaFigure


def from_climate_account(viewer: Viewer, enterprise: OrgUnit, today: date) -> list[AreaFigure]:
    """The newest year that is over and has lines: net tonnes, the change from the base year, and what is missing.

    Nothing where the viewer may not see the enterprise's figures, or there is no line. Two queries.
    """
    if not viewer.may(Permission.VIEW_INDICATORS, enterprise):
        return []
    history = history_of(viewer, enterprise)
    year = max((each for each in history if each < today.year), default=None)
    if year is None:
        return []
    found = history[year]
    address = page_address("climate:account", unit=enterprise.key, year=year)
    lacks = len(found.inventory.missing)
    words = _("Tonnes CO₂e in the climate account of %(year)s") % {"year": year}
    figures = [AreaFigure(words, tonnes_of(found.inventory.common, 0), address)]
    change = change_from_base(found, history.get(BASE_YEAR))
    if change is not None and year > BASE_YEAR:
        words = _("Change from %(year)s") % {"year": BASE_YEAR}
        figures.append(AreaFigure(words, percent(change), address))
    if lacks:
        words = _("Missing in the climate account of %(year)s") % {"year": year}
        figures.append(AreaFigure(words, str(lacks), f"{address}#missing"))
    return figures
