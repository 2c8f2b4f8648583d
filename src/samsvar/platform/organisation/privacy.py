"""What the tree of units and its people hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, no_persons

ARCHIVE = _("Who held an office when is documentation that archive law asks an enterprise to keep (arkivlova).")

HOLDINGS = {
    "OrgUnit": no_persons("Units of the health service."),
    "UnitPlacement": no_persons("Where a unit stood and what it was called, from day to day."),
    "EnterpriseProfile": Holding(
        "What an enterprise says of itself in its statement, with the contact it gives to the public.",
        Ground.LEGAL_DUTY,
        "As long as the enterprise.",
        columns("enterprise_id legal_form owner history purpose website act_applies act_ground act_from_year")
        | {"two_pairs_of_eyes"},
        names=("contact",),
        why_kept=_("The contact is what the enterprise has chosen to publish; it is changed on the enterprise's page."),
    ),
    "Site": no_persons("Places and buildings."),
    "KeyFigure": no_persons("Yearly figures of an enterprise."),
    "Person": Holding(
        "Somebody who signs in.",
        Ground.PUBLIC_TASK,
        "As long as the person has a role, and until somebody asks to be forgotten.",
        columns("enterprise_id language colour_scheme is_active demo_only"),
        address=("email",),
        names=("name",),
        fate=Fate.BLANKED,
        blanked=("email", "name", "title", "password", "last_login", "last_seen_at"),
    ),
    "Post": Holding(
        "Who is managing director, and from when.",
        Ground.LEGAL_DUTY,
        "As long as the statements that were signed in that time.",
        columns("enterprise_id duty valid_from valid_to"),
        about=("person_id",),
        why_kept=ARCHIVE,
    ),
    "Body": no_persons("Boards, committees and meetings of leaders."),
    "BodyMember": Holding(
        "Who sits on a body, and from when to when.",
        Ground.LEGAL_DUTY,
        "As long as what the body decided.",
        columns("body_id valid_from valid_to"),
        about=("person_id",),
        names=("name",),
        why_kept=ARCHIVE,
    ),
}
