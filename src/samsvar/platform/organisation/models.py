"""The tree of units, the people, their posts and bodies, sites and the yearly key figures.

Invariants: a unit's `path` is its parent's path followed by its own key and a closing full stop, so a subtree is the
half-open range from `path` to `path_end`. `enterprise` is the nearest unit at or above it of kind rhf, hf or sf (none
above the regions). `UnitPlacement` holds where the unit stood from day to day; the columns here are today's.
"""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.records import PathField, Record, Recorded

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


def within_calendar(*columns: str) -> list[models.BaseConstraint]:
    """One CHECK per date column: between 1900 and 2200 or empty."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": FIRST_DAY, f"{column}__lt": LAST_DAY}),
            name=f"%(app_label)s_%(class)s_{column}_year",
        )
        for column in columns
    ]


class UnitKind(models.TextChoices):
    NATIONAL = "national", _("national level")
    RHF = "rhf", _("regional health authority")
    HF = "hf", _("health trust")
    SF = "sf", _("state enterprise")
    CLINIC = "clinic", _("clinic")
    DEPARTMENT = "department", _("department")
    SECTION = "section", _("section")


ENTERPRISE_KINDS = (UnitKind.RHF, UnitKind.HF, UnitKind.SF)


#: For the wall on PostgreSQL (`platform/access/walls.py`, `shown_also`): what is set for all beneath an enterprise is
#: read by those that {ids} names beneath it. By the keys of their paths, so that it looks up a few units by their index
#: and does not hold all of them against each, once for every table of a query. The index is in the database's own order
#: of letters, and paths in that of C.
READ_BELOW = (
    "enterprise_id = ANY (ARRAY(SELECT above.id FROM organisation_orgunit above WHERE above.key = ANY (ARRAY("
    "SELECT unnest(string_to_array(own.path COLLATE \"default\", '.')) "
    "FROM organisation_orgunit own WHERE own.id = ANY ({ids})))))"
)


def keys_in(path: str) -> list[str]:
    """Keys of the units that a path is made of, outermost first."""
    return path.rstrip(".").split(".")


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    def enterprises(self) -> "OrgUnitQuerySet":
        """Units that own records: regions, trusts and state enterprises."""
        return self.filter(kind__in=ENTERPRISE_KINDS)

    def alive(self, on: date) -> "OrgUnitQuerySet":
        """Units whose life includes the day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )

    def under(self, unit: "OrgUnit") -> "OrgUnitQuerySet":
        """The unit itself and all beneath it."""
        return self.filter(path__gte=unit.path, path__lt=unit.path_end)


class OrgUnit(Record):
    """A unit of the organisation, from the national level to a section."""

    number = models.CharField(max_length=60, help_text="the unit's id in the enterprise's own system")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = PathField(max_length=250, unique=True)
    path_end = PathField(max_length=250)
    enterprise = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name_nb = models.CharField(max_length=200)
    name_nn = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12)
    orgnr = models.CharField(max_length=9, blank=True, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("valid_from", "valid_to"),
            models.UniqueConstraint(fields=["enterprise", "number"], name="organisation_orgunit_number"),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(enterprise__isnull=True) | Q(kind__in=ENTERPRISE_KINDS),
                name="organisation_orgunit_top_number",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "path"], name="organisation_unit_enterprise"),
            models.Index(fields=["kind"], name="organisation_unit_kind"),
        ]

    def __str__(self) -> str:
        return self.name_nb

    def name(self, language: str) -> str:
        """The unit's name in the language; bokmål where there is no other."""
        return self.name_nn if language == "nn" and self.name_nn else self.name_nb

    @property
    def is_enterprise(self) -> bool:
        return self.kind in ENTERPRISE_KINDS

    @property
    def line_keys(self) -> list[str]:
        """Keys of the unit and those above it, outermost first: what is set for one of them may hold here."""
        return keys_in(self.path)

    def contains(self, unit: "OrgUnit") -> bool:
        """Whether the other is this unit or lies beneath it."""
        return self.path <= unit.path < self.path_end


class UnitPlacement(models.Model):
    """Where a unit stood in the tree from one day to another, and what it was called."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(OrgUnit, null=True, on_delete=models.PROTECT, related_name="+")
    path = PathField(max_length=250)
    name_nb = models.CharField(max_length=200)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = within_calendar("valid_from", "valid_to")
        indexes = [models.Index(fields=["unit", "valid_from"], name="organisation_placement_unit")]


class EnterpriseProfile(Record):
    """What an enterprise says of itself, and whether the Transparency Act applies to it (§§ 2–3)."""

    enterprise = models.OneToOneField(OrgUnit, on_delete=models.PROTECT, related_name="profile")
    legal_form = models.CharField(max_length=120, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    history = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    website = models.URLField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    act_applies = models.BooleanField(null=True, help_text="empty: not yet judged")
    act_ground = models.CharField(max_length=40, blank=True, help_text="code: public_interest or two_of_three")
    act_from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    two_pairs_of_eyes = models.BooleanField(default=True, help_text="nobody approves alone what they wrote")


class SiteKind(models.TextChoices):
    HEAD_OFFICE = "head_office", _("head office")
    OFFICE = "office", _("office")
    HOSPITAL = "hospital", _("hospital")
    CLINIC = "clinic", _("outpatient clinic")
    AMBULANCE = "ambulance", _("ambulance station")
    WAREHOUSE = "warehouse", _("warehouse")
    OTHER = "other", _("other")


class Tenure(models.TextChoices):
    OWNED = "owned", _("owned")
    LEASED = "leased", _("leased")


class Site(Record):
    """A place where the enterprise works."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="sites")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SiteKind.choices)
    tenure = models.CharField(max_length=10, choices=Tenure.choices, blank=True)
    address = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100)
    country = models.CharField(max_length=3, default="NOR")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = within_calendar("valid_from", "valid_to")


class KeyFigureKind(models.TextChoices):
    EMPLOYEES = "employees", _("employees")
    PERSON_YEARS = "person_years", _("person-years")
    TURNOVER = "turnover", _("turnover")
    BALANCE_TOTAL = "balance_total", _("balance total")


class KeyFigure(Record):
    """A yearly figure of the enterprise with the day it holds for and its source.

    `value` is a whole number: people; person-years × 10; money in øre.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="key_figures")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=KeyFigureKind.choices)
    value = models.BigIntegerField()
    on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            *within_calendar("on"),
            models.UniqueConstraint(fields=["enterprise", "year", "kind"], name="organisation_keyfigure_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="organisation_keyfigure_positive"),
        ]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **more)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser, Recorded):
    """Somebody who signs in. What they may do follows from their roles, never from this row.

    `enterprise` is where the person was added; its administrators see the person also before any role is given.
    """

    unrecorded = frozenset({"password", "last_login", "last_seen_at", "language", "colour_scheme"})

    key = models.CharField(max_length=16, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=150, blank=True)
    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=2, default="nb")
    colour_scheme = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    demo_only = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def concerns_person(self) -> str:
        return self.key


class Duty(models.TextChoices):
    DUE_DILIGENCE = "due_diligence", _("responsible for due diligence")
    MANAGING_DIRECTOR = "managing_director", _("managing director")
    BOARD_SECRETARY = "board_secretary", _("board secretary")


class Post(Record):
    """A named duty of the enterprise and who holds it from day to day; a gap is a vacancy."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="posts")
    duty = models.CharField(max_length=30, choices=Duty.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = within_calendar("valid_from", "valid_to")


class BodyKind(models.TextChoices):
    BOARD = "board", _("board")
    DIRECTORS_MEETING = "directors_meeting", _("directors’ meeting")
    AMU = "amu", _("working environment committee")
    MANAGEMENT = "management", _("management group")
    WORKING_GROUP = "working_group", _("working group")
    OUTSIDE = "outside", _("outside body")


class Body(Record):
    """A board, committee or group with members from day to day."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="bodies")
    name_nb = models.CharField(max_length=200)
    name_nn = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)

    def name(self, language: str) -> str:
        """The body's name in the language; bokmål where there is no other."""
        return self.name_nn if language == "nn" and self.name_nn else self.name_nb


class BodyMember(Record):
    """Somebody's seat in a body. A member who never signs in has a name and no person."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=150, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = within_calendar("valid_from", "valid_to")


def held_on(on: date) -> Q:
    """Rows with `valid_from` and `valid_to` that hold on the day; the last day counts."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
