"""What is written of a requirement: itself, what answers it, and who answers for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.forms.fields import CodesColumn, Count, Day, RowChoice, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import Action, ActionStatus
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.wheel.models import Activity
from samsvar.subjects.governance.forms.documents import people_of, words_of_document
from samsvar.subjects.governance.models import (
    AskedOf,
    BackingKind,
    GoverningDocument,
    Requirement,
    RequirementPhase,
    RequirementStrength,
)


class RequirementForm(Versioned):
    """A requirement taken out of a clause."""

    clause = Text(label=_("Clause"), max_length=100, required=False, help_text=_("As § 5 or chapter 3."))
    name_nb = Text(label=_("What is asked"), max_length=500, help_text=_("Begin with a verb: make, keep, report."))
    name_nn = Text(label=_("The same in nynorsk"), max_length=500, required=False)
    name_en = Text(label=_("The same in English"), max_length=500, required=False)
    strength = forms.ChoiceField(label=_("Strength"), choices=RequirementStrength.choices)
    phase = forms.ChoiceField(label=_("Phase"), choices=RequirementPhase.choices)
    asks_of = CodesColumn(AskedOf.choices, label=_("Asked of"))
    answered_by = CodesColumn(BackingKind.choices, label=_("Can be answered by"))
    every_months = Count(
        label=_("How old an answer may be, in months"), min_value=1, max_value=240, help_text=_("Empty: any age.")
    )
    in_writing = forms.BooleanField(label=_("It must be in writing"), required=False)
    from_employees = Count(label=_("Asked from so many employees on"), help_text=_("Empty: of everybody."))
    applies_from_on = Day(label=_("First day it applies"), required=False)
    applies_to_on = Day(label=_("Last day it applies"), required=False)


class BackingForm(forms.Form):
    """What answers the requirement at a unit. One of the choices is enough."""

    made_on = Day(label=_("Made or done"), required=False, help_text=_("Of an activity or action the day is known."))
    valid_to = Day(label=_("Last day it counts"), required=False)
    for_subtree = forms.BooleanField(label=_("It answers for all units beneath too"), required=False)
    note = Text(label=_("Note"), lines=2, max_length=1000, required=False)

    def __init__(self, requirement: Requirement, viewer: Viewer, unit: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        kinds = [pair for pair in BackingKind.choices if f";{pair[0]};" in requirement.answered_by]
        self.fields["kind"] = forms.ChoiceField(label=_("What answers it"), choices=kinds, widget=forms.RadioSelect)
        offered = [kind for kind, _words in kinds]
        for name, (label, rows, words) in _rows(viewer, unit).items():
            if name in offered or (_KIND_OF.get(name) in offered):
                self.fields[name] = RowChoice(rows, words=words, label=label, required=False, empty_label=_("None"))
        if BackingKind.EVIDENCE in offered:
            self.fields["label"] = Text(
                label=_("What it is, or where in the document or contract it stands"), max_length=300, required=False
            )
            self.fields["link"] = forms.URLField(
                label=_("Link to it"), max_length=500, required=False, assume_scheme="https"
            )
        self.order_fields(["kind", "activity", "action", "indicator", "goal", "document", "contract", "label", "link"])


#: What may be chosen beside what bears the kind's own name.
_KIND_OF = {"goal": BackingKind.INDICATOR, "document": BackingKind.EVIDENCE, "contract": BackingKind.EVIDENCE}


def _rows(viewer: Viewer, unit: OrgUnit) -> dict[str, tuple[Any, Any, Any]]:
    """What may be tied at the unit, by the field it is chosen in."""
    keys = unit.line_keys
    enterprise = unit.enterprise or unit
    actions = Action.objects.filter(enterprise=enterprise).exclude(status=ActionStatus.CANCELLED)
    return {
        "activity": (
            _("Activity of the wheel"),
            Activity.objects.filter(enterprise__key__in=keys).order_by("number"),
            lambda row: row.name(current_language()),
        ),
        "action": (_("Action"), actions.order_by("-pk"), str),
        "indicator": (
            _("Indicator"),
            Indicator.objects.filter(unit__key__in=keys).order_by("code"),
            lambda row: row.name(current_language()),
        ),
        "goal": (
            _("Goal"),
            Goal.objects.filter(unit__key__in=keys).order_by("code"),
            lambda row: row.name(current_language()),
        ),
        "contract": (
            _("A contract that shows it"),
            Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
            .filter(enterprise=enterprise)
            .order_by("title", "pk"),
            lambda row: row.title,
        ),
        "document": (
            _("A document that shows it"),
            GoverningDocument.objects.readable_by(viewer).filter(unit__key__in=keys).order_by("name_nb", "pk"),
            words_of_document,
        ),
    }


class DelegationForm(forms.Form):
    """Somebody other than the unit's leader answers for it."""

    from_on = Day(label=_("From"))
    to_on = Day(label=_("Last day"), required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["person"] = RowChoice(people_of(enterprise), label=_("Who answers for it"))
        self.order_fields(["person"])
