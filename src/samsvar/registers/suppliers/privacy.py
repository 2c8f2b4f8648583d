"""What the register of suppliers holds about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, no_persons

HOLDINGS = {
    "Partner": Holding(
        "Owners of agreements, landlords and others the enterprise works with, and whom to write to there.",
        Ground.PUBLIC_TASK,
        "As long as the two work together.",
        columns("enterprise_id name orgnr purchasing_body"),
        address=("contact_email",),
        names=("contact_name",),
        fate=Fate.BLANKED,
        blanked=("contact_name", "contact_email"),
    ),
    "SupplierCode": no_persons("Codes of conduct for suppliers."),
    "Supplier": no_persons("Suppliers, by public organisation number."),
    "Membership": no_persons("Memberships and certificates of suppliers."),
    "SupplyChainLink": no_persons("Sub-suppliers and factories."),
    "DuplicateDecision": no_persons("Whether two suppliers are the same."),
    "Contract": Holding(
        "Agreements, and who answers for each.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns(
            "enterprise_id unit_id number title search_text supplier_id kind ownership cpv_codes high_risk_category"
        )
        | columns(
            "service_sector countries materials value_ore starts_on ends_on agreement_owner_id procured_by buyers"
        )
        | columns("landlord_id joint wage_breach_open framework_of"),
        about=("responsible_id",),
        names=("responsible_name",),
        why_kept=_("Who answered for an agreement is documentation of a case. An account names nobody once forgotten."),
    ),
    "ContractSite": no_persons("Which sites an agreement serves."),
    "ContractService": no_persons("Services inside an agreement."),
    "ContractTerm": no_persons("Terms of an agreement."),
    "Demand": no_persons("Demands made in a procurement."),
    "Advice": no_persons("Advice on a procurement."),
    "OwnerInquiry": no_persons("What owners of agreements were asked, and answered."),
    "SupplierInquiry": no_persons("What suppliers were asked, and answered."),
    "DialogueEntry": no_persons("What was said and agreed with a supplier."),
}
