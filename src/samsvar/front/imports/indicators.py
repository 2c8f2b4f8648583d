"""The files of indicators, their targets and their measurements."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.columns import Column
from samsvar.core.readers.indicators import indicator_format, read_indicators
from samsvar.core.readers.measurements import measurement_format, read_measurements
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.core.readers.targets import read_targets, target_format
from samsvar.platform.access.permissions import Permission
from samsvar.platform.imports.registry import ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.services.importing import import_indicators, import_measurements, import_targets


def _columns(columns: Sequence[Column]) -> tuple[tuple[str, bool], ...]:
    ordered = sorted(columns, key=lambda column: not column.mandatory)
    return tuple((column.suggested, column.mandatory) for column in ordered)


def _indicators(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    return read_indicators(source, name, progress)


def _targets(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    return read_targets(source, name, progress)


def _measurements(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    return read_measurements(source, name, progress)


INDICATORS = (
    ImportKind(
        word="indicators",
        name=_("Indicators"),
        about=_("Indicators with unit of measure, direction, period and formula."),
        read=_indicators,
        save=import_indicators,
        permission=Permission.MANAGE_INDICATORS,
        columns=_columns(indicator_format().columns),
    ),
    ImportKind(
        word="targets",
        name=_("Targets of indicators"),
        about=_("Targets by year, the years across the columns or down the rows. A target that is replaced is kept."),
        read=_targets,
        save=import_targets,
        permission=Permission.MANAGE_INDICATORS,
        columns=_columns(target_format().columns),
    ),
    ImportKind(
        word="measurements",
        name=_("Measurements"),
        about=_(
            "Figures of units by period, the periods across the columns or down the rows. A corrected figure is kept."
        ),
        read=_measurements,
        save=import_measurements,
        permission=Permission.MANAGE_INDICATORS,
        columns=_columns(measurement_format().columns),
    ),
)
