"""Published facts that ship with Samsvar: loaded when asked for, checked, and looked up by code or by name."""

from samsvar.core.catalogues.editions import (
    CatalogueBroken,
    CatalogueMissing,
    Edition,
    Source,
    load_edition,
    load_newest,
    load_source,
    missing_sources,
    source_ids,
    title_in,
)
from samsvar.core.catalogues.names import (
    Match,
    country_name,
    cpv_name,
    match_country,
    match_cpv,
    match_high_risk_name,
    match_sector,
    row_number,
    row_text,
    sector_name,
)
from samsvar.core.catalogues.risk import load_method, load_screening_method, risk_catalogues, shipped_editions

__all__ = [
    "CatalogueBroken",
    "CatalogueMissing",
    "Edition",
    "Match",
    "Source",
    "country_name",
    "cpv_name",
    "load_edition",
    "load_method",
    "load_newest",
    "load_screening_method",
    "load_source",
    "match_country",
    "match_cpv",
    "match_high_risk_name",
    "match_sector",
    "missing_sources",
    "risk_catalogues",
    "row_number",
    "row_text",
    "sector_name",
    "shipped_editions",
    "source_ids",
    "title_in",
]
