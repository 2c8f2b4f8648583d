"""The files of indicators, their targets and their measurements."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.indicators import indicator_format, read_indicators
from samsvar.core.readers.measurements import measurement_format, read_measurements
from samsvar.core.readers.targets import read_targets, target_format
from samsvar.platform.access.permissions import Permission
from samsvar.platform.imports.registry import ImportKind, by_itself, suggested
from samsvar.registers.indicators.services.importing import import_measurements, import_targets
from samsvar.registers.indicators.services.importing_definitions import import_indicators

INDICATORS = (
    ImportKind(
        word="indicators",
        name=_("Indicators"),
        about=_("Indicators with unit of measure, direction, period and formula."),
        read=by_itself(read_indicators),
        save=import_indicators,
        permission=Permission.MANAGE_INDICATORS,
        columns=suggested(indicator_format().columns),
    ),
    ImportKind(
        word="targets",
        name=_("Targets of indicators"),
        about=_("Targets by year, the years across the columns or down the rows. A target that is replaced is kept."),
        read=by_itself(read_targets),
        save=import_targets,
        permission=Permission.MANAGE_INDICATORS,
        columns=suggested(target_format().columns),
    ),
    ImportKind(
        word="measurements",
        name=_("Measurements"),
        about=_(
            "Figures of units by period, the periods across the columns or down the rows. A corrected figure is kept."
        ),
        read=by_itself(read_measurements),
        save=import_measurements,
        permission=Permission.MANAGE_INDICATORS,
        columns=suggested(measurement_format().columns),
    ),
)
