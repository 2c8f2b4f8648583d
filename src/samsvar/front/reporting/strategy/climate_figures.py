"""Figures that mapped areas of the sustainability process draw by themselves from the climate account."""

from datetime import date

from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.numbers import change_in_percent
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.subjects.climate.presenters.account import BASE_YEAR
from samsvar.subjects.climate.presenters.words import percent, tonnes
from samsvar.subjects.climate.selectors.accounts import settled_accounts
from samsvar.subjects.strategy.figures import AreaFigure


def from_climate_account(viewer: Viewer, enterprise: OrgUnit, today: date) -> list[AreaFigure]:
    """What the newest settled account came to, and the change from the base year; each leads to the account's page.

    Nothing where no account is settled, or the viewer may not see it: an account half entered is no figure. One query.
    """
    accounts = settled_accounts(viewer, enterprise)
    if not accounts:
        return []
    newest = accounts[max(accounts)]
    address = page_address("climate:account", unit=enterprise.key, year=newest.year)
    words = _("Tonnes CO₂e in the climate account of %(year)s") % {"year": newest.year}
    if newest.settled_kg is None:
        return [AreaFigure(words, _("not known: something is missing"), address)]
    figures = [AreaFigure(words, tonnes(newest.settled_kg, 0), address)]
    base = accounts.get(BASE_YEAR)
    if base is None or base.settled_kg is None or newest.year <= BASE_YEAR:
        return figures
    change = change_in_percent(newest.settled_kg, base.settled_kg)
    if change is not None:
        figures.append(AreaFigure(_("Change from %(year)s") % {"year": BASE_YEAR}, percent(change), address))
    return figures
