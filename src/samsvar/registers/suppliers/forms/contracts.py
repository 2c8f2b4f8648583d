"""The form of a contract."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues.names import match_high_risk_name
from samsvar.core.rules.risk import RiskCatalogues
from samsvar.platform.access.holders import nameable
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.forms.code_fields import CodeColumn, countries_field, cpv_field
from samsvar.platform.forms.fields import Codes, Day, Money, RowChoice, Text, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.codes import ContractKind, Ownership, material_choices, sector_choices
from samsvar.registers.suppliers.models import Contract, Partner, Supplier


class Materials(Codes):
    """Materials as tick boxes, kept as a column keeps them; conflict minerals say so."""

    def clean(self, value: Any) -> str:
        return joined(tuple(super().clean(value)))


class ContractForm(Versioned):
    """All of a contract but its parts (terms, demands, advice, services, sites)."""

    number = Text(label=_("Contract number"), max_length=100)
    title = Text(label=_("Title"), max_length=500)
    supplier = RowChoice(label=_("Supplier"), empty_label=_("Choose a supplier"))
    kind = forms.ChoiceField(label=_("Kind"), choices=ContractKind.choices, widget=forms.RadioSelect)
    ownership = forms.ChoiceField(label=_("Ownership"), choices=Ownership.choices, widget=forms.RadioSelect)
    unit = RowChoice(label=_("Unit"), empty_label=None)
    responsible = RowChoice(label=_("Responsible for the contract"), required=False, empty_label=_("Nobody yet"))
    cpv_codes = cpv_field(CodeColumn, label=_("CPV codes"), help_text=_("Eight figures each, with commas between."))
    high_risk_category = Text(label=_("Category or product on the high-risk list"), max_length=250, required=False)
    service_sector = forms.ChoiceField(
        label=_("Service sector"),
        required=False,
        choices=sector_choices,
        help_text=_("Sectors with a generally applicable minimum wage."),
    )
    countries = countries_field(
        CodeColumn,
        label=_("Countries of production"),
        help_text=_("Names or codes with commas between. Write “unknown” for a country nobody knows."),
    )
    materials = Materials(material_choices, label=_("Materials"))
    value_ore = Money(label=_("Value in kroner, without VAT"), help_text=_("Leave it empty where it is not known."))
    starts_on = Day(label=_("First day"), required=False)
    ends_on = Day(label=_("Last day"), required=False)
    agreement_owner = RowChoice(
        label=_("Owner of the agreement"),
        required=False,
        empty_label=_("We own it"),
        help_text=_("Another organisation, for example a purchasing body."),
    )
    procured_by = Text(label=_("Procured by"), max_length=200, required=False)
    buyers = Text(label=_("Bodies that may buy, one a line"), lines=3, max_length=5_000, required=False)
    joint = forms.BooleanField(label=_("A joint agreement that the administration may use"), required=False)
    framework_of = Text(label=_("Framework agreement it is called off"), max_length=200, required=False)
    landlord = RowChoice(label=_("Landlord"), required=False, empty_label=_("None"))

    sections = (
        (_("The contract"), ("number", "title", "supplier", "kind", "ownership", "unit", "responsible")),
        (
            _("What is bought"),
            ("cpv_codes", "high_risk_category", "service_sector", "countries", "materials"),
        ),
        (_("Value and period"), ("value_ore", "starts_on", "ends_on")),
        (
            _("Who owns it and who may buy"),
            ("agreement_owner", "procured_by", "buyers", "joint", "framework_of"),
        ),
        (_("Leases"), ("landlord",)),
    )

    def __init__(
        self,
        *arguments: Any,
        enterprise: OrgUnit,
        viewer: Viewer,
        catalogues: RiskCatalogues | None = None,
        contract: Contract | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*arguments, **more)
        self._catalogues = catalogues
        suppliers = Supplier.objects.filter(enterprise=enterprise).standing().order_by("name_folded", "pk")
        choose_among(self, "supplier", suppliers)
        choose_among(self, "landlord", suppliers)
        choose_among(self, "agreement_owner", Partner.objects.filter(enterprise=enterprise).order_by("name", "pk"))
        units = units_visible_to(viewer, Permission.MANAGE_CONTRACTS) | Q(pk=contract.unit_id if contract else None)
        choose_among(self, "unit", OrgUnit.objects.filter(units, enterprise=enterprise).order_by("path"))
        choose_among(self, "responsible", nameable(enterprise))
        if not viewer.may(Permission.VIEW_PRICES, contract.unit if contract else enterprise):
            del self.fields["value_ore"]

    def clean_high_risk_category(self) -> str:
        """The name as the list spells it."""
        text = self.cleaned_data["high_risk_category"]
        if not text or self._catalogues is None:
            return str(text)
        match = match_high_risk_name(text, self._catalogues)
        if match.code is None:
            near = ", ".join(match.nearest[:3])
            words = _("It is not on the list. Did you mean %(near)s?") if near else _("It is not on the list.")
            raise forms.ValidationError(words, params={"near": near})
        return match.code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The contract cannot end before it starts."))
        if cleaned.get("ownership") == Ownership.USED and not cleaned.get("agreement_owner"):
            self.add_error("agreement_owner", _("Say who owns the agreement, so that they can be asked."))
        if cleaned.get("landlord") and cleaned.get("kind") != ContractKind.LEASE:
            self.add_error("landlord", _("Only a lease has a landlord."))
        return cleaned
