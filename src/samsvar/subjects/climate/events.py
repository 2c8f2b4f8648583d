"""What the trail says of climate accounts."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

ACCOUNT_OPENED = register_kind("climate_account_opened", _("Opened a climate account"))
ACCOUNT_SETTLED = register_kind("climate_account_settled", _("Settled a climate account"))
ACCOUNT_REOPENED = register_kind("climate_account_reopened", _("Opened a climate account again"))
LINE_RECORDED = register_kind("climate_line_recorded", _("Entered a line in the climate account"))
LINE_CORRECTED = register_kind("climate_line_corrected", _("Corrected a line in the climate account"))
LINE_WITHDRAWN = register_kind("climate_line_withdrawn", _("Withdrew a line from the climate account"))
LINES_IMPORTED = register_kind("climate_lines_imported", _("Imported lines into the climate account"))
FACTOR_SET = register_kind("climate_factor_set", _("Set an own emission factor"))
