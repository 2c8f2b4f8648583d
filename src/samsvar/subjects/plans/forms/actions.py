"""The forms of an action in a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Day, Money, RowChoice, RowChoices, Text
from samsvar.platform.forms.people import person_choice
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action, CostKind, Representative
from samsvar.registers.actions.services import Collaborator, Details, Reason, reason_of_words
from samsvar.subjects.plans.forms.plans import in_language
from samsvar.subjects.plans.models import Plan, PlanState
from samsvar.subjects.plans.selectors.plans import actions_above, goals_for, indicators_for, unit_of_words
from samsvar.subjects.plans.services.planned import Ties

_TIES = ("goals", "indicators", "estimate", "under")
_SPEAKERS = {"safety_representative": Representative.SAFETY, "union_representative": Representative.UNION}
_DETAILS = ("wanted_effects", "with_whom", "with_outside", *_SPEAKERS, "units_helped", "because")


class PlannedActionForm(Versioned):
    """What is to be done, by whom and when, to what effect, at what cost, and what it serves.

    What it serves is left out where the plan is accepted: the work goes on, towards what was accepted.
    """

    title = Text(label=_("What is to be done"))
    responsible_name = Text(
        label=_("Or a role"), max_length=150, required=False, help_text=_("Where no person is named yet.")
    )
    due_on = Day(label=_("Deadline"), required=False)
    wanted_effects = Text(
        label=_("Wanted effect"), lines=3, max_length=5_000, required=False, help_text=_("One effect a line.")
    )
    description = Text(label=_("More about it"), lines=3, max_length=10_000, required=False)
    starts_on = Day(label=_("Begins"), required=False)
    due_reason = Text(
        label=_("Why that day"), max_length=250, required=False, help_text=_("Empty means that the plan says so.")
    )
    with_whom = Text(
        label=_("Who works on it too"), lines=2, max_length=3_000, required=False, help_text=_("One a line.")
    )
    with_outside = Text(
        label=_("From other organisations"),
        lines=2,
        max_length=3_000,
        required=False,
        help_text=_("One a line. For example: NAV"),
    )
    safety_representative = Text(
        label=_("Safety representative who takes part"), lines=1, max_length=300, required=False
    )
    union_representative = Text(label=_("Union representative who takes part"), lines=1, max_length=300, required=False)
    units_helped = Text(
        label=_("Units that it helps"),
        lines=2,
        max_length=3_000,
        required=False,
        help_text=_("One a line, by number or name. Empty where it is for the plan’s own unit."),
    )
    because = Text(
        label=_("Where it comes from"),
        lines=2,
        max_length=3_000,
        required=False,
        help_text=_("One a line, such as a law’s clause or a case: Arbeidsmiljøloven § 4-3"),
    )
    cost_kind = forms.ChoiceField(label=_("Cost beyond the budget"), choices=CostKind.choices, required=False)
    cost_ore = Money(label=_("Amount in kroner"))
    immediate = forms.BooleanField(label=_("To be done at once (strakstiltak)"), required=False)
    reconsider_on = Day(
        label=_("To be reconsidered by"), required=False, help_text=_("The day to decide whether it goes on.")
    )
    estimate = Text(
        label=_("How much it should move the indicators"),
        max_length=200,
        required=False,
        help_text=_("For example: one percentage point lower by the end of the year"),
    )

    def __init__(self, plan: Plan, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._enterprise = plan.enterprise
        goals, indicators, upper = goals_for(plan.unit, plan.year), indicators_for(plan.unit), actions_above(plan)
        self.fields["responsible"] = person_choice(plan.enterprise)
        self.fields["goals"] = RowChoices(goals, words=in_language, required=False, label=_("Goals it serves"))
        self.fields["indicators"] = RowChoices(
            indicators, words=in_language, required=False, label=_("Indicators it shall move")
        )
        self.fields["under"] = RowChoice(
            upper,
            required=False,
            empty_label=_("None"),
            label=_("Carries out an action from the level above"),
            words=lambda each: f"{each.title} ({each.unit})",
        )
        self._is_accepted = plan.state == PlanState.ACCEPTED
        if self._is_accepted:
            for name in _TIES:
                del self.fields[name]
        elif not self.is_bound:
            for name in ("goals", "indicators", "under"):
                rows: Any = self.fields[name]
                if not rows.queryset.exists():
                    del self.fields[name]
        self.sections = (
            (_("The action"), ("title", "responsible", "responsible_name", "due_on", "wanted_effects", "immediate")),
            (_("What it serves"), ("goals", "indicators", "estimate", "under", "because")),
            (_("Cost"), ("cost_kind", "cost_ore")),
            (_("With whom"), ("with_whom", *_SPEAKERS, "with_outside", "units_helped")),
            (_("More"), ("description", "starts_on", "due_reason", "reconsider_on")),
        )

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the action's own row."""
        given = {name: value for name, value in self.written.items() if name not in (*_TIES, *_DETAILS)}
        given["cost_kind"] = given.get("cost_kind") or CostKind.UNKNOWN
        return given

    @property
    def ties(self) -> Ties | None:
        """What it serves; None where that is not asked."""
        if self._is_accepted:
            return None
        said = self.cleaned_data
        return Ties(
            goals=list(said.get("goals") or ()),
            indicators=list(said.get("indicators") or ()),
            estimate=said.get("estimate") or "",
            under=said.get("under"),
        )

    def clean_units_helped(self) -> str:
        """Each line must be one unit of the enterprise, by number, by name, or by both as the form begins with them."""
        self.helped: list[OrgUnit] = []
        for line in _lines(str(self.cleaned_data["units_helped"])):
            unit = unit_of_words(self._enterprise, line)
            if unit is None:
                raise forms.ValidationError(
                    _("No unit, or several, are called “%(words)s”."), params={"words": line[:80]}
                )
            self.helped.append(unit)
        self.helped = list(dict.fromkeys(self.helped))
        return str(self.cleaned_data["units_helped"])

    def details(self, action: Action | None = None) -> Details:
        """Effects, who takes part, units helped and reasons in words; a person with an account who stood by the same
        name is kept as that person, and a reason that is a record stays."""
        said = self.cleaned_data
        held: Any = action
        known = {str(each): each for each in held.collaborators.all()} if held else {}
        inside = [_as_before(known.get(name), name) for name in _lines(said["with_whom"])]
        inside += [
            Collaborator(name[:150], speaks_for=speaks_for)
            for field, speaks_for in _SPEAKERS.items()
            for name in _lines(said[field])
        ]
        outside = [Collaborator(name=name[:150], outside=True) for name in _lines(said["with_outside"])]
        records = (
            [Reason(each.kind, each.label, each.of_key) for each in held.comes_from.exclude(of_key="")] if held else []
        )
        return Details(
            effects=_lines(said["wanted_effects"]),
            collaborators=[*inside, *outside],
            helped=self.helped,
            reasons=[*records, *map(reason_of_words, _lines(said["because"]))],
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _as_before(held: Any, name: str) -> Collaborator:
    if held is not None and held.person is not None:
        return Collaborator(name=held.name, person=held.person)
    return Collaborator(name=name[:150])


class NoteForm(Versioned):
    """How it goes, or why it is late."""

    note = Text(label=_("How it goes, and why it is late"), lines=4, max_length=5_000, required=False)


class PartForm(Versioned):
    """A part of an action."""

    title = Text(label=_("What is to be done"))
    responsible_name = Text(label=_("Or a role"), max_length=150, required=False)
    due_on = Day(label=_("Deadline"), required=False)
    effect = Text(label=_("Wanted effect"), max_length=500, required=False)

    def __init__(self, plan_enterprise: Any, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = person_choice(plan_enterprise, empty_label=_("As the whole action"))
        self.order_fields(["version", "title", "responsible", "responsible_name", "due_on", "effect"])


class DoneForm(Versioned):
    """The action is done."""

    result = Text(label=_("What came of it"), lines=4, max_length=10_000, required=False)
    done_on = Day(label=_("Done on"))


class CancelForm(Versioned):
    """The action will not be done."""

    reason = Text(label=_("Why it will not be done"), lines=3, max_length=10_000)


class ImmediateForm(forms.Form):
    """An action that is to be done at once, before any plan."""

    title = Text(label=_("What is to be done"))
    responsible_name = Text(
        label=_("Or a role"), max_length=150, required=False, help_text=_("Where no person is named yet.")
    )
    due_on = Day(label=_("Deadline"), required=False)
    description = Text(label=_("More about it"), lines=3, max_length=10_000, required=False)

    def __init__(self, unit: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = person_choice(unit.enterprise or unit)
        self.order_fields(["title", "responsible", "responsible_name", "due_on", "description"])
