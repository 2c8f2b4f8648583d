"""What roles and keys hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

HOLDINGS = {
    "RoleAssignment": Holding(
        "What somebody may see and do, where, from when to when.",
        Ground.SAFE_RUNNING,
        "As long as the records they may have seen.",
        columns("unit_id role valid_from valid_to"),
        about=("person_id",),
        why_kept=_("Shows who could see what, and when. Names nobody once the account is forgotten."),
    ),
    "ApiToken": Holding(
        "A program's key to one enterprise, and who answers for it.",
        Ground.SAFE_RUNNING,
        "As long as what the program has written.",
        columns("enterprise_id name permissions digest ends_on last_used_at revoked_at"),
        about=("owner_id",),
        why_kept=_("The key is revoked. Names nobody once the account is forgotten."),
    ),
    "DemoMark": no_persons("Tells that the database is a demo."),
}
