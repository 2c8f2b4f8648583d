"""The closed lists of words that supplier and contract columns hold, with their labels."""

from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues import sector_name
from samsvar.core.readers.values.words import SECTORS
from samsvar.platform.ui.language import current_language


class ContractKind(models.TextChoices):
    GOODS = "goods", _("goods")
    SERVICES = "services", _("services")
    BOTH = "both", _("goods and services")
    LEASE = "lease", _("lease")


class Ownership(models.TextChoices):
    OWN = "own", _("own agreement")
    SHARED = "shared", _("shared with the administration")
    USED = "used", _("used, owned by others")
    ASSISTED = "assisted", _("bought for others who own it")


class MembershipKind(models.TextChoices):
    MEMBERSHIP = "membership", _("membership")
    CERTIFICATE = "certificate", _("certificate")
    LABEL = "label", _("labelled products")


class MembershipStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    STATED = "stated", _("stated by the supplier")
    ENDED = "ended", _("ended")


class ChainRole(models.TextChoices):
    SUB_SUPPLIER = "sub_supplier", _("sub-supplier")
    FACTORY = "factory", _("factory")
    RAW_MATERIAL = "raw_material", _("raw material source")


class TermKind(models.TextChoices):
    HUMAN_RIGHTS = "human_rights", _("UN Guiding Principles and ILO core conventions")
    WAGES = "wages", _("wages and working conditions")
    CLIMATE = "climate", _("climate and environment")
    ETHICS = "ethics", _("ethics")
    INNOVATION = "innovation", _("innovation")


class AnswerFinding(models.TextChoices):
    NONE = "none", _("no breach known")
    MINOR = "minor", _("minor breaches")
    SERIOUS = "serious", _("serious breaches")


class Material(models.TextChoices):
    TIN = "tin", _("tin")
    TANTALUM = "tantalum", _("tantalum")
    TUNGSTEN = "tungsten", _("tungsten")
    GOLD = "gold", _("gold")
    COBALT = "cobalt", _("cobalt")
    COCOA = "cocoa", _("cocoa")
    SUGAR = "sugar", _("sugar")
    COTTON = "cotton", _("cotton")
    PALM_OIL = "palm_oil", _("palm oil")
    RUBBER = "rubber", _("natural rubber")


#: Tin, tantalum, tungsten and gold: the conflict minerals (3TG).
CONFLICT_MINERALS = frozenset({Material.TIN, Material.TANTALUM, Material.TUNGSTEN, Material.GOLD})


def material_choices() -> list[tuple[str, str | Promise]]:
    """Materials with their names; conflict minerals are marked."""
    mark = _("conflict mineral")
    return [
        (each.value, format_lazy("{} ({})", each.label, mark) if each in CONFLICT_MINERALS else each.label)
        for each in Material
    ]


def sector_choices() -> list[tuple[str, str | Promise]]:
    """Service sectors with a generally applicable minimum wage, in the reader's language, and none of these."""
    language = current_language()
    named = [(code, _("none of these") if code == "none" else sector_name(code, language)) for code in SECTORS]
    return [("", _("Not known")), *named]
