"""Forms about what hangs on a supplier or a contract, and about questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.code_fields import Country
from samsvar.platform.forms.fields import Count, Day, RowChoice, RowChoices, Text, Yes, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.registers.suppliers.codes import (
    AnswerFinding,
    ChainRole,
    MembershipKind,
    MembershipStatus,
    TermKind,
    sector_choices,
)
from samsvar.registers.suppliers.models import Contract, Supplier, SupplyChainLink


def _contract_words(contract: Contract) -> str:
    return f"{contract.title} ({contract.number})"


def _link_words(link: SupplyChainLink) -> str:
    return f"{link.tier}: {link.name}"


def _contract_choice(**more: Any) -> RowChoice:
    return RowChoice(words=_contract_words, required=False, **more)


def _contract_choices(**more: Any) -> RowChoices:
    return RowChoices(words=_contract_words, **more)


class SupplierPart(Versioned):
    """A form about something of a supplier. `contracts` are those the person may see."""

    def __init__(self, *arguments: Any, supplier: Supplier, contracts: Any, row: Any = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name in {"contract", "contracts"} & set(self.fields):
            choose_among(self, name, contracts)
        if "above" in self.fields:
            choose_among(self, "above", supplier.chain.exclude(pk=row.pk if row else 0).order_by("tier", "name"))


class MembershipForm(SupplierPart):
    """A membership, certificate or label."""

    name = Text(label=_("Name"), max_length=150, help_text=_("For example UN Global Compact, RBA, RMI or Fairtrade."))
    kind = forms.ChoiceField(label=_("Kind"), choices=MembershipKind.choices)
    status = forms.ChoiceField(label=_("Status"), choices=MembershipStatus.choices)
    valid_from = Day(label=_("Valid from"), required=False)
    valid_to = Day(label=_("Expires"), required=False)
    source = Text(label=_("Source"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("It cannot expire before it is valid."))
        return cleaned


class ChainForm(SupplierPart):
    """A sub-supplier, factory or source."""

    name = Text(label=_("Name"))
    role = forms.ChoiceField(label=_("Role"), choices=ChainRole.choices)
    tier = forms.IntegerField(
        label=_("Tier"), min_value=1, max_value=20, initial=1, help_text=_("1 delivers to the supplier itself.")
    )
    above = RowChoice(
        words=_link_words,
        required=False,
        label=_("Delivers to"),
        empty_label=_("The supplier itself, or unknown"),
    )
    country = Country(label=_("Country"), help_text=_("Empty where it is unknown. That is told too."))
    place = Text(label=_("Place"), required=False, max_length=150)
    products = Text(label=_("What it makes"), required=False, max_length=250)
    contract = _contract_choice(label=_("Contract it concerns"), empty_label=_("All"))
    known_on = Day(label=_("Known on"), required=False)
    source = Text(label=_("Source"), required=False, max_length=200)


class DialogueForm(SupplierPart):
    """A line in the log of talks."""

    held_on = Day(label=_("Day"))
    channel = Text(label=_("How"), max_length=60, help_text=_("For example meeting, telephone or e-mail."))
    contract = _contract_choice(label=_("Contract it concerns"), empty_label=_("None in particular"))
    text = Text(label=_("What was said"), lines=5, max_length=10_000, help_text=_("No birth numbers or health data."))
    agreed = Text(label=_("What was agreed"), lines=3, max_length=5_000, required=False)


class AnswerFields(forms.Form):
    """What came of a question."""

    answered_on = Day(label=_("Answered on"), required=False)
    answer = Text(label=_("Answer"), lines=5, max_length=10_000, required=False)
    finding = forms.ChoiceField(
        label=_("What was found"), choices=[("", _("Not judged yet")), *AnswerFinding.choices], required=False
    )
    satisfactory = Yes(label=_("The answer is satisfactory"))


class SupplierInquiryForm(AnswerFields, SupplierPart):
    """A question to a supplier about a period, and its answer."""

    question = Text(label=_("Question"), lines=4, max_length=5_000)
    contracts = _contract_choices(label=_("Agreements it concerns"), required=False)
    period_from = Day(label=_("Period from"), required=False)
    period_to = Day(label=_("Period to"), required=False)
    asked_on = Day(label=_("Asked on"))
    due_on = Day(label=_("To be answered by"), required=False)
    minor_deviations = Count(label=_("Minor deviations"))
    serious_deviations = Count(label=_("Serious deviations"))
    solution = Text(label=_("How they were solved"), lines=3, max_length=5_000, required=False)

    sections = (
        (_("The question"), ("question", "contracts", "period_from", "period_to", "asked_on", "due_on")),
        (
            _("The answer"),
            (
                *("answered_on", "answer", "finding", "satisfactory"),
                *("minor_deviations", "serious_deviations", "solution"),
            ),
        ),
    )


class OwnerInquiryForm(AnswerFields, Versioned):
    """One question to the owner of several agreements, and the answer."""

    question = Text(label=_("Question"), lines=4, max_length=5_000)
    contracts = _contract_choices(label=_("Agreements it concerns"))
    asked_on = Day(label=_("Asked on"))
    due_on = Day(label=_("To be answered by"), required=False)

    sections = (
        (_("The question"), ("question", "contracts", "asked_on", "due_on")),
        (_("The answer"), ("answered_on", "answer", "finding", "satisfactory")),
    )

    def __init__(self, *arguments: Any, contracts: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        choose_among(self, "contracts", contracts)


class ContractPart(Versioned):
    """A form about something of a contract."""

    def __init__(self, *arguments: Any, contract: Contract, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if "site" in self.fields:
            choose_among(self, "site", contract.enterprise.sites.order_by("name", "pk"))


class TermForm(ContractPart):
    """A term of a contract."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TermKind.choices)
    term_version = Text(label=_("Version"), required=False, max_length=40)
    text = Text(label=_("Text"), lines=5, max_length=10_000, required=False)


class DemandForm(ContractPart):
    """A demand set in the procurement."""

    theme = forms.ChoiceField(label=_("Theme"), choices=TermKind.choices)
    text = Text(label=_("Demand"), lines=4, max_length=5_000)
    weight_percent = forms.IntegerField(label=_("Weight in per cent"), min_value=0, max_value=100, required=False)
    result = Text(label=_("What came of it"), lines=3, max_length=5_000, required=False)


class AdviceForm(ContractPart):
    """Advice on sustainability given on a procurement that others own."""

    given_on = Day(label=_("Given on"))
    text = Text(label=_("Advice"), lines=5, max_length=10_000)
    followed = Yes(label=_("It was followed"))


class ServiceForm(ContractPart):
    """A service inside somebody else's contract."""

    description = Text(label=_("Service"), max_length=200, help_text=_("For example the landlord’s canteen."))
    sector = forms.ChoiceField(
        label=_("Service sector"),
        required=False,
        choices=sector_choices,
    )
    followed_up_by = Text(label=_("Followed up by"), max_length=200)
    minor_deviations = Count(label=_("Minor deviations"))
    serious_deviations = Count(label=_("Serious deviations"))
    solution = Text(label=_("How they were solved"), lines=3, max_length=5_000, required=False)


class SiteForm(ContractPart):
    """A site the contract serves, or that a lease is of."""

    site = RowChoice(label=_("Site"), empty_label=_("Choose a site"))
