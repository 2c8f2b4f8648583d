"""The rates of minimum wages and the trades with HSE cards, as the rules of checks read them, from what ships."""

from datetime import date
from functools import cache
from pathlib import Path

from samsvar.core.catalogues.editions import FOLDER, Edition, load_edition, load_source, source_ids
from samsvar.core.rules.checks import CardRules, RateEdition, WageRates

RATES = "minimum-wage-rates"
CARDS = "hms-cards"


@cache
def wage_rates(folder: Path = FOLDER) -> WageRates:
    """Every edition of the rates; none where the source is not held, so that every rate is unknown."""
    if RATES not in source_ids(folder):
        return WageRates(())
    editions = load_source(RATES, folder).editions
    return WageRates(_rates(load_edition(RATES, edition, folder)) for edition in editions)


@cache
def card_rules(folder: Path = FOLDER) -> CardRules:
    """The newest list of trades that need HSE cards."""
    edition = load_edition(CARDS, "", folder)
    return CardRules(edition.edition, edition.rows)


def _rates(edition: Edition) -> RateEdition:
    return RateEdition(
        edition=edition.edition,
        publisher=edition.publisher,
        applies_from=date.fromisoformat(edition.published_on),
        read_on=date.fromisoformat(edition.read_on) if edition.read_on else None,
        rows=edition.rows,
    )
