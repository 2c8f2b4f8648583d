"""The forms of a campaign: what is asked of whom and when, its letter, and whom at each supplier it goes to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.campaigns import Wanted
from samsvar.core.rules.questionnaires import LANGUAGES
from samsvar.platform.delivery.addresses import BadAddress, checked_address
from samsvar.platform.forms.code_fields import countries_field
from samsvar.platform.forms.fields import Codes, Day, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.subjects.due_diligence.forms.questionnaires.questionnaires import LANGUAGE_NAMES, InLanguages
from samsvar.subjects.due_diligence.models import Campaign
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact, wanted_of

ANSWER_WITHIN, LONGEST_LETTER = timedelta(days=28), 5_000
_LEVELS = [("4", _("4 very high")), ("3", _("3 high")), ("2", _("2 medium")), ("1", _("1 low")), ("0", _("Unknown"))]


def address_of(text: str) -> str:
    """The address as letters are sent to it; empty for none. Raises ValidationError."""
    try:
        return checked_address(text) if text.strip() else ""
    except BadAddress:
        raise forms.ValidationError(_("Write an e-mail address, for example post@example.org.")) from None


class Days(forms.CharField):
    """Whole days with commas between: -7, 1. Negative is before the last day."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(day) for day in value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        try:
            days = [int(part) for part in super().clean(value).replace("\u2212", "-").split(",") if part.strip()]
        except ValueError:
            raise forms.ValidationError(_("Write days as figures with commas between, for example -7, 1.")) from None
        if any(abs(day) > 365 for day in days):
            raise forms.ValidationError(_("Write days within a year of the last day."))
        return sorted(set(days))


class CampaignForm(InLanguages):
    """A draft as a whole; of a campaign that runs, what may still be changed of it."""

    title = Text(label=_("What the campaign is called"), max_length=200, help_text=_("Suppliers do not see it."))
    levels = Codes(_LEVELS, label=_("Risk level of the contract"))
    categories = Codes([], label=_("Products and services"))
    countries = countries_field(
        label=_("Countries of production"),
        help_text=_("By name, with commas between: China, Vietnam. Empty is any."),
    )
    areas = Codes([], label=_("Risk areas"))
    not_answered_since = Day(
        label=_("Has not answered this questionnaire since"), required=False, help_text=_("Empty asks all.")
    )
    opens_on = Day(label=_("Opens"))
    due_on = Day(label=_("Last day to answer"))
    reminders = Days(
        label=_("Reminders, in days from the last day"),
        required=False,
        max_length=60,
        help_text=_("-7 is a week before, 1 the day after. Who has answered gets none."),
    )
    repeats_months = forms.IntegerField(
        label=_("Asked again after (months)"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_(
            "Empty: asked once. Else a draft is made ready two weeks before, and you look at it before it is sent."
        ),
    )
    contact_name = Text(label=_("Who answers questions"), max_length=200, required=False)
    contact_address = Text(label=_("E-mail address for questions"), max_length=254, required=False)
    texts = (
        (
            "letter",
            _("The letter"),
            _("Who you are, the last day and the link are added. Links in the text are not made into links."),
            7,
            LONGEST_LETTER,
            True,
        ),
    )

    def __init__(self, *args: Any, offered: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """`offered` are the categories and areas there are to choose among; none for a campaign that runs."""
        super().__init__(*args, **kwargs)
        if offered is None:
            for name in ("levels", "categories", "countries", "areas", "not_answered_since", "opens_on", "due_on"):
                del self.fields[name]
            return
        for name in ("categories", "areas"):
            field = self.fields[name]
            if isinstance(field, Codes):
                field.choices = offered[name]
            if not offered[name]:
                del self.fields[name]

    def clean_contact_address(self) -> str:
        return address_of(self.cleaned_data["contact_address"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for language in LANGUAGES:
            if "://" in (cleaned.get(f"letter_{language}") or ""):
                self.add_error(f"letter_{language}", _("Leave links out. The link to the answer is added."))
        return cleaned

    @property
    def asks(self) -> dict[str, Any]:
        """The columns of a campaign that the form has."""
        names = ("title", "opens_on", "due_on", "reminders", "repeats_months", "contact_name", "contact_address")
        held = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return {**held, "letter": self.texts_of("letter")}

    @property
    def wanted(self) -> Wanted:
        """Whom it asks."""
        held = self.cleaned_data
        levels = set(held.get("levels") or ())
        return Wanted(
            levels=frozenset(int(level) for level in levels - {"0"}),
            with_unknown_level="0" in levels,
            categories=frozenset(held.get("categories") or ()),
            countries=frozenset(held.get("countries") or ()),
            areas=frozenset(held.get("areas") or ()),
            not_answered_since=held.get("not_answered_since"),
        )


def begun_with(campaign: Campaign) -> dict[str, Any]:
    """What the form about a campaign begins with."""
    wanted = wanted_of(campaign.wanted)
    columns = ("title", "opens_on", "due_on", "reminders", "repeats_months", "contact_name", "contact_address")
    return {
        **{name: getattr(campaign, name) for name in columns},
        **{f"letter_{language}": campaign.letter.get(language, "") for language in LANGUAGES},
        "levels": [*map(str, sorted(wanted.levels)), *(["0"] if wanted.with_unknown_level else [])],
        "categories": sorted(wanted.categories),
        "countries": sorted(wanted.countries),
        "areas": sorted(wanted.areas),
        "not_answered_since": wanted.not_answered_since,
        "version": campaign.version,
    }


class ContactForm(Versioned):
    """Whom at a supplier the letters go to."""

    name = Text(label=_("Name"), max_length=200, required=False)
    address = Text(label=_("E-mail address"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language of the letters"), choices=list(LANGUAGE_NAMES.items()))

    def clean_address(self) -> str:
        return address_of(self.cleaned_data["address"])

    @property
    def contact(self) -> Contact:
        held = self.cleaned_data
        return Contact(held["name"], held["address"], held["language"])


class ReopenForm(Versioned):
    """Until when an answer is open again."""

    due_on = Day(label=_("Last day to answer"))

    @staticmethod
    def begins(today: date, due_on: date) -> dict[str, Any]:
        """Two weeks from today, or from the last day that is still to come: never less time than there was."""
        return {"due_on": max(today, due_on) + timedelta(days=14)}


class OutForm(Versioned):
    """Why a supplier is taken out."""

    reason = Text(label=_("Why the supplier is taken out"), max_length=300)
