"""What files hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns

HOLDINGS = {
    "Evidence": Holding(
        "What shows that something in a record is so: certificates, reports, photos.",
        Ground.PUBLIC_TASK,
        "As long as the record it hangs on, or until somebody removes it; its bytes a day longer.",
        columns("enterprise_id unit_id owner_kind owner_key stored_name file_kind size sha256 permission kind link"),
        fate=Fate.KEPT,
        why_kept=_("Documentation of a case, removed with it."),
    ),
}
