"""What actions hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

HOLDINGS = {
    "Action": Holding(
        "What is to be done, by whom and when.",
        Ground.PUBLIC_TASK,
        "As long as the case it belongs to.",
        columns("enterprise_id unit_id title description starts_on due_on due_reason expected_result result status")
        | columns("done_on continuity continued_from_id cost_kind cost_ore immediate reconsider_on note noted_on"),
        about=("responsible_id",),
        names=("responsible_name",),
        why_kept=_("Who was to do what is documentation of a case. An account names nobody once forgotten."),
    ),
    "ActionPart": Holding(
        "A numbered part of an action, with who does it and when.",
        Ground.PUBLIC_TASK,
        "As long as the case it belongs to.",
        columns("action_id number title effect due_on status done_on"),
        about=("responsible_id",),
        names=("responsible_name",),
        why_kept=_("Who was to do what is documentation of a case. An account names nobody once forgotten."),
    ),
    "ActionCollaborator": Holding(
        "Who works on an action beside the one responsible.",
        Ground.PUBLIC_TASK,
        "As long as the case it belongs to.",
        columns("action_id outside speaks_for"),
        about=("person_id",),
        names=("name",),
        why_kept=_("Who was to do what is documentation of a case. An account names nobody once forgotten."),
    ),
    "ActionHelpedUnit": no_persons("A unit that an action helps."),
    "ActionEffect": no_persons("What an action is wanted to lead to."),
    "ActionReason": no_persons("What an action comes from."),
}
