"""What the trail says of suppliers and contracts."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

SUPPLIERS_IMPORTED = register_kind("suppliers_imported", _("Read in suppliers: %(created)d new, %(changed)d changed"))
CONTRACTS_IMPORTED = register_kind("contracts_imported", _("Read in contracts: %(created)d new, %(changed)d changed"))
AWARDS_IMPORTED = register_kind(
    "award_notices_imported", _("Read in contracts from award notices: %(created)d new, %(changed)d changed")
)
FACTS_IMPORTED = register_kind(
    "company_facts_imported",
    _("Read in facts from the company register: %(created)d new, %(changed)d changed suppliers"),
)
SUPPLIER_CREATED = register_kind("supplier_created", _("Registered a supplier"))
SUPPLIER_CHANGED = register_kind("supplier_changed", _("Changed a supplier"))
SUPPLIER_RECORD_CREATED = register_kind("supplier_record_created", _("Registered something about a supplier"))
SUPPLIER_RECORD_CHANGED = register_kind("supplier_record_changed", _("Changed something about a supplier"))
SUPPLIER_RECORD_REMOVED = register_kind("supplier_record_removed", _("Removed something about a supplier"))
SUPPLIERS_MERGED = register_kind(
    "suppliers_merged", _("Merged two suppliers; %(moved)d contracts and other records followed")
)
DUPLICATE_JUDGED = register_kind("supplier_duplicate_judged", _("Judged whether two suppliers are the same"))
CONTRACT_CREATED = register_kind("contract_created", _("Registered a contract"))
CONTRACT_CHANGED = register_kind("contract_changed", _("Changed a contract"))
PARTNER_CREATED = register_kind("partner_created", _("Registered a partner"))
PARTNER_CHANGED = register_kind("partner_changed", _("Changed a partner"))
SUPPLIER_CODE_CREATED = register_kind("supplier_code_created", _("Registered a version of the code of conduct"))
SUPPLIER_CODE_CHANGED = register_kind("supplier_code_changed", _("Changed a version of the code of conduct"))
OWNER_ASKED = register_kind("owner_asked", _("Asked the owner of %(contracts)d agreements"))
OWNER_INQUIRY_CHANGED = register_kind("owner_inquiry_changed", _("Changed a question to the owner of agreements"))
SUPPLIER_ASKED = register_kind("supplier_asked", _("Asked a supplier"))
SUPPLIER_INQUIRY_CHANGED = register_kind("supplier_inquiry_changed", _("Changed a question to a supplier"))
QUESTIONNAIRES_NOTED = register_kind(
    "supplier_questionnaires_noted", _("Noted questionnaires of %(count)s suppliers in the register")
)
