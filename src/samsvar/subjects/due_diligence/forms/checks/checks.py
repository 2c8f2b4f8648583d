"""The forms of checks, of what they rest on, and of their findings."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues.checks import RATES
from samsvar.core.catalogues.names import row_text, sector_name
from samsvar.core.readers.results import RowError
from samsvar.core.readers.wage_lines import LinesWrong, read_wage_lines
from samsvar.core.rules.checks import WageRates
from samsvar.platform.forms.fields import Day, RowChoice, Text
from samsvar.platform.forms.people import person_choice
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.imports.messages import message_of
from samsvar.platform.organisation.models import Site
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.models import Contract, SupplyChainLink
from samsvar.subjects.due_diligence.models.checks import CardStatus, CheckKind, EvidenceKind, Gravity

PLANNED = ("kind", "due_on", "responsible", "link", "site", "period_from", "period_to")


class CheckForm(Versioned):
    """What is to be checked, where, when and by whom."""

    kind = forms.ChoiceField(label=_("What is checked"), choices=CheckKind.choices, widget=forms.RadioSelect)
    due_on = Day(label=_("To be done by"))
    period_from = Day(label=_("Wages from and including"), required=False)
    period_to = Day(
        label=_("Wages to and including"), required=False, help_text=_("The days whose wages you want to see.")
    )

    def __init__(self, contract: Contract, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = person_choice(contract.enterprise)
        chain = SupplyChainLink.objects.filter(supplier=contract.supplier_id).order_by("tier", "name")
        self._choose("link", chain, _("At a sub-supplier or factory"), _("At the supplier itself"))
        sites = Site.objects.filter(enterprise=contract.enterprise_id).order_by("name", "pk")
        self._choose("site", sites, _("At one of our sites"), _("No site in particular"))
        self.order_fields(PLANNED)

    def _choose(self, name: str, rows: QuerySet[Any], label: Any, empty: Any) -> None:
        found = list(rows[:1])
        if found:
            self.fields[name] = RowChoice(rows, words=_name, label=label, required=False, empty_label=empty)


class AskForm(Versioned):
    """What the supplier is asked for."""

    asked_for = Text(label=_("What you ask for"), lines=6, max_length=5_000)
    asked_on = Day(label=_("Asked on"))
    answer_due_on = Day(label=_("Answer wanted by"), required=False)


class ReceiveForm(Versioned):
    """What came, or what was seen."""

    received = Text(label=_("What came, or what you saw"), lines=5, max_length=10_000, required=False)
    received_on = Day(label=_("On"))
    looked_by = Text(label=_("Who looked at it"), max_length=200)


class CheckJudgeForm(Versioned):
    """What the check came to."""

    conclusion = Text(label=_("What the check shows"), lines=5, max_length=10_000)
    judged_on = Day(label=_("Judged on"))


class WagesForm(forms.Form):
    """Lines of wages, typed or pasted from a spreadsheet; each is compared with the lowest wage of its day."""

    sector = forms.ChoiceField(label=_("Sector of the work"))
    lines = forms.CharField(
        label=_("One line for each worker and day"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        max_length=100_000,
        help_text=_(
            "Worker (a label, never a name); category; day; hours; kroner an hour; night (yes or no). With semicolons "
            "or pasted from a spreadsheet. What you do not know can stay empty. For example: "
            "Worker 1; adult; 01.09.2025; 7,5; 240,00; no"
        ),
    )

    def __init__(self, sectors: list[str], rates: WageRates, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._rates = rates
        names = list(dict.fromkeys([*sectors, *rates.sectors()]))
        self.fields["sector"] = forms.ChoiceField(
            label=_("Sector of the work"), choices=[(code, sector_name(code, current_language())) for code in names]
        )
        self.order_fields(("sector", "lines"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "lines" in found and "sector" in found:
            sector = found["sector"]
            categories = self._rates.every_category(sector)
            names = {category: category_names(sector, category) for category in categories}
            try:
                rows = read_wage_lines(found["lines"], names)
            except LinesWrong as wrong:
                self.add_error("lines", [_words(error) for error in wrong.errors[:20]])
            else:
                found["rows"] = [{**row.values, "sector": sector} for row in rows]
        return found


class CardForm(forms.Form):
    """An HSE card that was looked at."""

    seen_on = Day(label=_("Seen on"))
    last_digits = forms.RegexField(
        r"^[0-9]{1,4}$",
        label=_("The last four figures of the card’s number"),
        required=False,
        help_text=_("Never the whole number and never the name. Empty where there is no card."),
    )
    status = forms.ChoiceField(label=_("State of the card"), choices=CardStatus.choices, widget=forms.RadioSelect)
    note = Text(label=_("Note"), required=False)


class FindingForm(Versioned):
    """What is wrong, how grave it is, and by when it must be put right."""

    title = Text(label=_("What is wrong, in one line"))
    description = Text(
        label=_("More about it"),
        lines=4,
        max_length=10_000,
        required=False,
        help_text=_("Leave out names of those concerned."),
    )
    gravity = forms.ChoiceField(label=_("How grave"), choices=Gravity.choices, widget=forms.RadioSelect)
    found_on = Day(label=_("Found on"))
    due_on = Day(label=_("To be put right by"))
    due_reason = Text(label=_("Why that day"), max_length=250, required=False)


class FindingCloseForm(Versioned):
    """What was done about a finding."""

    what_was_done = Text(label=_("What was done"), lines=4, max_length=10_000)
    closed_on = Day(label=_("Put right on"))


class EvidenceForm(forms.Form):
    """What the check rests on."""

    title = Text(label=_("What it is called"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind.choices)
    issuer = Text(
        label=_("Issued by"),
        max_length=200,
        help_text=_("For example the Labour Inspection Authority, or the supplier."),
    )
    dated_on = Day(label=_("Dated"), required=False)
    link = forms.URLField(label=_("Link to where it is kept"), required=False, assume_scheme="https", max_length=200)
    note = Text(label=_("Note"), max_length=500, required=False)


def category_names(sector: str, category: str) -> tuple[str, ...]:
    """What somebody may write for a category: its code, and its name in each language."""
    code = f"{sector}/{category}"
    return (category, *(row_text(RATES, code, "name", language) for language in ("nb", "nn", "en")))


def _name(row: Any) -> str:
    return str(row.name)


def _words(error: RowError) -> str:
    message, remedy = message_of(error)
    return str(_("Line %(row)s: %(message)s. %(remedy)s")) % {"row": error.row, "message": message, "remedy": remedy}
