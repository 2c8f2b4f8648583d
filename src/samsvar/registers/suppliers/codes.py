"""The closed lists of words that supplier and contract columns hold, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
