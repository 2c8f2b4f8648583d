"""The forms of an adverse impact."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.code_fields import countries_field
from samsvar.platform.forms.fields import Codes, Count, Day, RowChoice, Text, choose_among
from samsvar.platform.forms.people import person_choice
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import SupplyChainLink
from samsvar.subjects.due_diligence.models.impacts import (
    Actuality,
    Affected,
    Certainty,
    Involvement,
    Setting,
    Verification,
    VerifiedHow,
)
from samsvar.subjects.due_diligence.presenters.codes import GRADED, risk_kind_choices, step_choices


def _grade_field(of: str, label: Any, help_text: Any) -> forms.TypedChoiceField:
    """A grade from 1 to 5 or none. `of` is what is graded."""
    choices = [
        ("", _("Not graded")),
        *((str(number), format_lazy("{} – {}", number, word)) for number, word in GRADED[of].items()),
    ]
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=choices, coerce=int, empty_value=None, required=False
    )


def _choices(words: Any, empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *words.choices]


def _facility_words(link: SupplyChainLink) -> str:
    return link.name


class ImpactForm(Versioned):
    """What is known of an impact, how grave it is, how we are involved, and by when it is worked on."""

    title = Text(label=_("What is wrong, in one line"), max_length=500)
    description = Text(
        label=_("What is known"),
        lines=5,
        max_length=20_000,
        required=False,
        help_text=_("Write what somebody has seen or said, and what is only thought. Leave out names of those harmed."),
    )
    actuality = forms.ChoiceField(
        label=_("Has it happened?"),
        choices=[(Actuality.ACTUAL, _("Yes, it is an actual impact")), (Actuality.POTENTIAL, _("No, it may happen"))],
        widget=forms.RadioSelect,
    )
    setting = forms.ChoiceField(label=_("Where"), choices=Setting.choices, initial=Setting.SUPPLY_CHAIN)
    risk_kinds = Codes(label=_("What it concerns"), choices=risk_kind_choices)
    countries = countries_field(
        label=_("Countries"), help_text=_("With commas between, for example Kina, Malaysia. Write ukjent if unknown.")
    )
    affected_group = forms.ChoiceField(
        label=_("Who is affected"), choices=_choices(Affected, _("Not known")), required=False
    )
    affected = Text(label=_("More about them"), required=False, help_text=_("For example night-shift workers."))
    facility_text = Text(label=_("Factory or place"), max_length=250, required=False)
    facility = RowChoice(
        words=_facility_words,
        label=_("The factory in the supply chain"),
        required=False,
        empty_label=_("Not tied to one that is registered"),
    )
    known_on = Day(label=_("Known to us since"), required=False)
    source = Text(
        label=_("How we know"),
        lines=2,
        max_length=2_000,
        required=False,
        help_text=_("A partner, a newspaper, an audit, a complaint …"),
    )
    human_right = forms.BooleanField(label=_("It concerns human rights or decent work"), required=False, initial=True)
    scale = _grade_field(
        "scale", _("How serious is it?"), _("What it does to the one who is hit: 5 is life, health or freedom.")
    )
    scope = _grade_field(
        "scope", _("How many does it touch?"), _("1 is one or a few people, 5 is very many or a whole group.")
    )
    irremediability = _grade_field(
        "irremediability", _("How hard is it to put right?"), _("1 can be made as before, 5 can never be made good.")
    )
    likelihood = _grade_field(
        "likelihood", _("How likely is it?"), _("For what may happen. What has happened counts as the most likely.")
    )
    involvement = forms.ChoiceField(
        label=_("How are we involved?"),
        choices=_choices(Involvement, _("Not decided")),
        required=False,
        help_text=_(
            "Caused: our own act is enough. Contributed: our act together with others’, for example a delivery time "
            "that forces overtime. Linked: only through what we buy."
        ),
    )
    due_on = Day(label=_("Deadline for us"), required=False)
    due_reason = Text(
        label=_("Why that day"),
        required=False,
        conditional=True,
        help_text=_("Needed where there is a deadline. For example: before the contract is renewed."),
    )

    def __init__(self, enterprise: OrgUnit, suppliers: Any, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = person_choice(enterprise)
        chain = SupplyChainLink.objects.filter(supplier__in=suppliers).order_by("tier", "name")
        choose_among(self, "facility", chain)
        if not suppliers:
            del self.fields["facility"]
        self.order_fields(ORDER)


ORDER = (
    *("title", "description", "actuality", "verification", "setting", "risk_kinds", "countries", "affected_group"),
    *("affected", "facility", "facility_text", "known_on", "source", "human_right", "scale", "scope"),
    *("irremediability", "likelihood", "involvement", "responsible", "due_on", "due_reason"),
)


class NewImpactForm(ImpactForm):
    """A new impact: also its number, whether it is settled, the certainty of its link, and a first action."""

    number = Text(
        label=_("Number"), max_length=100, required=False, help_text=_("Empty: it gets the year’s next number.")
    )
    verification = forms.ChoiceField(
        label=_("Is it settled?"),
        choices=[
            (Verification.ALLEGED, _("No, it is an allegation")),
            (Verification.CONFIRMED, _("Yes, it is confirmed")),
        ],
        widget=forms.RadioSelect,
        initial=Verification.ALLEGED,
    )
    certainty = forms.ChoiceField(
        label=_("How certain is it that it concerns this?"), choices=_choices(Certainty, _("Choose")), required=False
    )
    reason = Text(label=_("Why we think so"), lines=2, max_length=2_000, required=False)
    action_title = Text(label=_("First action"), required=False, help_text=_("Leave empty to plan actions later."))
    action_due_on = Day(label=_("Deadline of the action"), required=False)
    action_due_reason = Text(label=_("Why that day"), max_length=250, required=False)
    action_expected = Text(label=_("What we expect of it"), lines=2, max_length=2_000, required=False)

    def __init__(self, enterprise: OrgUnit, suppliers: Any, *arguments: Any, linked: bool, **more: Any) -> None:
        super().__init__(enterprise, suppliers, *arguments, **more)
        for name, lacking in (
            ("certainty", _("Say how certain the link is.")),
            ("reason", _("Write why you think so.")),
        ):
            if linked:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = lacking
            else:
                del self.fields[name]

    @property
    def impact_fields(self) -> dict[str, Any]:
        """The columns of the impact."""
        own = {*ORDER, "verification"}
        return {name: value for name, value in self.written.items() if name in own}

    @property
    def action_fields(self) -> dict[str, Any] | None:
        """The columns of the first action; None where none is wanted."""
        found = self.cleaned_data
        if not found["action_title"]:
            return None
        return {
            "title": found["action_title"],
            "due_on": found["action_due_on"],
            "due_reason": found["action_due_reason"],
            "expected_result": found["action_expected"],
            "responsible": found["responsible"],
        }


class LinkForm(Versioned):
    """How certain a tie is, and why."""

    certainty = forms.ChoiceField(label=_("How certain is it?"), choices=Certainty.choices, widget=forms.RadioSelect)
    reason = Text(
        label=_("Why we think so"),
        lines=3,
        max_length=2_000,
        help_text=_("For example: the partner’s report names the factory, but not which deliveries come from it."),
    )


class NewsForm(forms.Form):
    """Where the case stands on a day."""

    noted_on = Day(label=_("Day"))
    channel = Text(
        label=_("How we know"), max_length=100, help_text=_("For example a partner, a meeting or public information.")
    )
    text = Text(label=_("Where it stands"), lines=4, max_length=10_000)
    partners = Text(label=_("Together with"), required=False)


class JudgeForm(Versioned):
    """Alleged, confirmed or disproved, with the reason."""

    verification = forms.ChoiceField(
        label=_("What do we hold it to be?"),
        choices=[
            (Verification.ALLEGED, _("An allegation")),
            (Verification.CONFIRMED, _("Confirmed")),
            (Verification.DISPROVED, _("Disproved")),
        ],
        widget=forms.RadioSelect,
    )
    reason = Text(label=_("Why"), lines=4, max_length=10_000)


class StepForm(Versioned):
    """Which of the six steps the work has come to."""

    oecd_step = forms.TypedChoiceField(label=_("Step"), choices=step_choices, coerce=int, widget=forms.RadioSelect)


class RemediationForm(Versioned):
    """What is made good, and how far."""

    who = Text(label=_("For whom"), max_length=200, help_text=_("The group, never the names of those harmed."))
    what = Text(label=_("What is made good"), lines=3, max_length=10_000)
    agreed_by = Text(
        label=_("Agreed with"),
        max_length=200,
        required=False,
        help_text=_("For example the factory and the workers’ representatives."),
    )
    agreed_on = Day(label=_("Agreed on"), required=False)
    partners = Text(label=_("Together with"), required=False)
    people = Count(label=_("How many are concerned"), help_text=_("Empty is unknown."))
    reached = Count(label=_("How many have been reached"), help_text=_("Empty is unknown."))
    due_on = Day(label=_("Deadline"), required=False)
    verified_by = Text(label=_("Verified by"), max_length=200, required=False)
    verified_how = forms.ChoiceField(
        label=_("Verified by what"), choices=_choices(VerifiedHow, _("Not noted")), required=False
    )
    verified_on = Day(label=_("Verified on"), required=False)


class ShareForm(forms.Form):
    """Whom the case is shared with, by organisation number: the enterprises of the installation are not listed."""

    enterprise = Text(
        label=_("The enterprise’s organisation number"),
        max_length=20,
        help_text=_("Nine figures, for example 921 345 674."),
    )
    leads = forms.BooleanField(label=_("It leads the work on the case"), required=False)

    def __init__(self, enterprises: QuerySet[OrgUnit], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._enterprises = enterprises

    def clean_enterprise(self) -> OrgUnit:
        """The enterprise that has the number."""
        found = self._enterprises.filter(orgnr="".join(self.cleaned_data["enterprise"].split())).first()
        if found is None:
            raise forms.ValidationError(_("No enterprise here has the number."))
        return found


class ShareAnswerForm(Versioned):
    """The receiver's own conclusion."""

    involvement = forms.ChoiceField(
        label=_("How are we involved?"), choices=_choices(Involvement, _("Not decided")), required=False
    )
    conclusion = Text(label=_("What we conclude"), lines=5, max_length=10_000)
    tell = forms.BooleanField(
        label=_("Let the other buyers see it"),
        required=False,
        help_text=_(
            "Those the case is shared with then see your name and your conclusion. Otherwise only its owner does."
        ),
    )


class CloseForm(Versioned):
    """How the case ended."""

    conclusion = Text(label=_("How the case ended"), lines=5, max_length=10_000, required=False)
    closed_on = Day(label=_("Closed on"))


class ReasonForm(Versioned):
    """A reason, and nothing else."""

    reason = Text(label=_("Why"), lines=4, max_length=10_000)
