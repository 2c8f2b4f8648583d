"""What waits, as each subject's own table has it: rows of the same columns, for `deadlines` to put together."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.delivery.models import STOPPED, OutgoingMessage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import ENDED, Action, ActionPart
from samsvar.registers.suppliers.models import OwnerInquiry, Supplier, SupplierInquiry
from samsvar.registers.suppliers.selectors.suppliers import UNANSWERED
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.selectors import owed_by
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    CampaignRecipient,
    Check,
    CheckFinding,
    Remediation,
    TermsInquiryLine,
)
from samsvar.subjects.due_diligence.models.campaigns import CampaignStatus
from samsvar.subjects.due_diligence.models.checks import OPEN, CheckStatus
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import ASKING
from samsvar.subjects.governance.models import InternalControl
from samsvar.subjects.information_requests.models import InformationRequest

#: Rows of any table, each as the columns of a `deadlines.Deadline`.
Rows = QuerySet[Model, tuple[str, str, str, str, date, int | None, str]]


def _goes_on(action: str) -> Exists:
    """Whether the action goes on as another, in the next plan: then it is that one that is owed."""
    return Exists(Action.objects.filter(continued_from=OuterRef(action)))


def _actions(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    rows = Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(enterprise=enterprise)
    going = rows.exclude(status__in=ENDED).exclude(_goes_on("pk"))
    name = Coalesce("responsible__name", "responsible_name")
    about = _and_unit("due_reason", "unit", enterprise)
    return _rows(going, "action", "title", about, "due_on", last, person="responsible_id", name=name)


def _reconsidered(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """Actions of which somebody must decide whether they go on."""
    rows = Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(enterprise=enterprise)
    going = rows.exclude(status__in=ENDED).exclude(_goes_on("pk"))
    name = Coalesce("responsible__name", "responsible_name")
    return _rows(
        going, "reconsider", "title", "responsible_name", "reconsider_on", last, person="responsible_id", name=name
    )


def _and_unit(about: str, unit: str, enterprise: OrgUnit) -> Concat:
    """A line, and the unit whose it is, in bokmål and nynorsk, a line each; none where it is the whole's."""
    own = When(**{unit: enterprise}, then=Value("\n"))
    names = Case(own, default=Concat(f"{unit}__name_nb", Value("\n"), f"{unit}__name_nn"), output_field=CharField())
    return Concat(about, Value("\n"), names, output_field=CharField())


def _parts(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """Parts of actions with a deadline of their own; nobody of their own is the whole's."""
    rows = ActionPart.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(action__enterprise=enterprise)
    going = rows.exclude(status__in=ENDED).exclude(action__status__in=ENDED).exclude(_goes_on("action"))
    name = Coalesce("responsible__name", "action__responsible__name", "responsible_name")
    whose = going.annotate(whose_id=Coalesce("responsible_id", "action__responsible_id"))
    key, who = "action__key", "whose_id"
    about = _and_unit("action__title", "action__unit", enterprise)
    return _rows(whose, "part", "title", about, "due_on", last, key=key, person=who, name=name)


def _impacts(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    rows = AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS).filter(enterprise=enterprise)
    going = rows.exclude(status=ImpactStatus.CLOSED)
    name = Coalesce("responsible__name", Value(""))
    return _rows(going, "impact", "title", "due_reason", "due_on", last, person="responsible_id", name=name)


def _checks(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    rows = Check.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(enterprise=enterprise, status__in=OPEN)
    name = Coalesce("responsible__name", Value(""))
    return _rows(rows, "check", "contract__title", "kind", "due_on", last, person="responsible_id", name=name)


def _check_answers(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """The documents that the supplier was asked for in a check."""
    rows = Check.objects.visible_to(viewer, Permission.VIEW_CHECKS)
    asked = rows.filter(enterprise=enterprise, status=CheckStatus.ASKED, received_on__isnull=True)
    name, who = Coalesce("responsible__name", Value("")), "responsible_id"
    return _rows(asked, "check_answer", "contract__title", "kind", "answer_due_on", last, person=who, name=name)


def _remedies(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """What is to be made good, until somebody has verified that it was."""
    rows = Remediation.objects.visible_to(viewer, Permission.VIEW_IMPACTS).filter(impact__enterprise=enterprise)
    going = rows.filter(verified_by="").exclude(impact__status=ImpactStatus.CLOSED)
    name, who = Coalesce("impact__responsible__name", Value("")), "impact__responsible_id"
    return _rows(going, "remedy", "who", "what", "due_on", last, key="impact__key", person=who, name=name)


def _findings(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    rows = CheckFinding.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(
        check_of__enterprise=enterprise, closed_on__isnull=True
    )
    name = Coalesce("check_of__responsible__name", Value(""))
    who = "check_of__responsible_id"
    return _rows(rows, "finding", "title", "title", "due_on", last, key="check_of__key", person=who, name=name)


def _questionnaires(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """Those asked outside the campaigns that run, one line for all with the same last day."""
    in_campaign = _waited_for().filter(supplier=OuterRef("pk"))
    silent = Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(
        UNANSWERED, ~Exists(in_campaign), enterprise=enterprise, merged_into__isnull=True
    )
    of_each_day = silent.order_by().values("questionnaire_due_on")
    return _counted(of_each_day, "questionnaire", Min("name"), Min("key"), F("questionnaire_due_on"), last)


def campaigns(viewer: Viewer, enterprise: OrgUnit, last: date | None, today: date) -> Rows:
    """One line for each campaign with suppliers that somebody must remind: their last day has passed, or no reminder
    goes by itself to them."""
    letters = OutgoingMessage.objects.filter(enterprise=enterprise, kind__in=ASKING, target=OuterRef("key"))
    newest = letters.order_by("-created_at", "-pk").values("status")[:1]
    unreached = Q(campaign__reminders=[]) | Q(address="") | Q(letter__in=STOPPED)
    rows = CampaignRecipient.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(
        pk__in=_waited_for().values("pk")
    )
    silent = rows.filter(enterprise=enterprise).annotate(letter=Subquery(newest))
    to_remind = silent.filter(Q(due_on__lt=today) | unreached).order_by().values("campaign")
    return _counted(to_remind, "campaign", F("campaign__title"), F("campaign__key"), Min("due_on"), last)


def _waited_for() -> QuerySet[CampaignRecipient]:
    """Who is asked in a campaign that runs, and has not answered."""
    return CampaignRecipient.objects.filter(
        campaign__status=CampaignStatus.RUNNING, queued_at__isnull=False, answered_at=None, withdrawn_at=None
    )


def _owner_inquiries(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    rows = OwnerInquiry.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    silent = rows.filter(answered_on__isnull=True)
    name, who = Coalesce("letter__impact__responsible__name", Value("")), "letter__impact__responsible_id"
    return _rows(silent, "owner_inquiry", "partner__name", "question", "due_on", last, person=who, name=name)


def _supplier_inquiries(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    rows = SupplierInquiry.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    silent = rows.filter(answered_on__isnull=True)
    if viewer.may(Permission.VIEW_CHECKS, enterprise):
        silent = silent.filter(~Exists(TermsInquiryLine.objects.filter(asked=OuterRef("pk"))))
    return _rows(silent, "supplier_inquiry", "supplier__name", "question", "due_on", last, key="supplier__key")


def _terms_inquiries(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """A question put to all suppliers of a risk area, one line for all that have not answered it."""
    lines = TermsInquiryLine.objects.visible_to(viewer, Permission.VIEW_CHECKS)
    silent = lines.filter(inquiry__enterprise=enterprise, asked__isnull=False, asked__answered_on__isnull=True)
    of_each = silent.order_by().values("inquiry")
    title, key, due = F("inquiry__title"), F("inquiry__key"), Min("asked__due_on")
    return _counted(of_each, "terms_inquiry", title, key, due, last, "asked")


def _requests(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """The Act's last day, whatever was promised."""
    rows = InformationRequest.objects.visible_to(viewer, Permission.VIEW_REQUESTS).filter(enterprise=enterprise)
    name = Coalesce("handler__name", Value(""))
    return _rows(rows, "request", "number", "regime", "due_on", last, person="handler_id", name=name)


def _complaints(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """What is promised whoever complained; also to somebody who is named on a complaint."""
    rows = Complaint.objects.readable_by(viewer).filter(enterprise=enterprise)
    name = Coalesce("handler__name", Value(""))
    return _rows(rows, "complaint", "number", "topic", "due_on", last, person="handler_id", name=name)


def _occurrences(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """Activities of the annual wheel that somebody still owes; `about` is the name in nynorsk and in English, and
    `person_name` the code of the role that answers where nobody is named."""
    rows = Occurrence.objects.visible_to(viewer, Permission.VIEW_WHEEL).filter(enterprise=enterprise).open()
    if not viewer.may(Permission.VIEW_WHEEL, enterprise):  # the wheel is for all who work there; what is owed is not
        rows = rows.filter(owed_by(viewer, enterprise))
    names = Concat("activity__name_nn", Value("\n"), "activity__name_en", output_field=CharField())
    name, who = Coalesce("responsible__name", "role"), "responsible_id"
    named = rows.annotate(names=names)
    return _rows(named, "occurrence", "activity__name_nb", "names", "due_on", last, person=who, name=name)


def _controls(viewer: Viewer, enterprise: OrgUnit, last: date | None) -> Rows:
    """Internal controls that are to be carried out again."""
    rows = InternalControl.objects.visible_to(viewer, Permission.VIEW_DOCUMENTS).filter(enterprise=enterprise)
    going = rows.filter(Q(ended_on=None) | Q(ended_on__gte=F("due_on")))
    name = Coalesce("responsible__name", "responsible_name")
    return _rows(going, "control", "title", "title", "due_on", last, person="responsible_id", name=name)


def _rows(
    rows: QuerySet[Model],
    kind: str,
    title: str,
    about: str | Concat,
    due: str,
    last: date | None,
    *,
    key: str = "key",
    person: str | None = None,
    name: Coalesce | None = None,
) -> Rows:
    dated = rows.filter(**{f"{due}__isnull": False})
    if last is not None:
        dated = dated.filter(**{f"{due}__lte": last})
    found: Rows = (
        dated.order_by()
        .annotate(
            sort=Value(kind, output_field=CharField()),
            row_key=F(key),
            said=F(title),
            more=F(about) if isinstance(about, str) else about,
            due=F(due),
            whose=F(person) if person else Cast(Value(None), BigIntegerField()),
            named=name if name is not None else Value("", output_field=CharField()),
        )
        .values_list("sort", "row_key", "said", "more", "due", "whose", "named")
    )
    return found


def _counted(grouped: Any, kind: str, title: Any, key: Any, due: Any, last: date | None, counted: str = "pk") -> Rows:
    """One row for each group, with how many there are in it as `about`."""
    rows = grouped.annotate(
        sort=Value(kind, output_field=CharField()),
        row_key=key,
        said=title,
        more=Cast(Count(counted, distinct=True), CharField()),
        due=due,
        whose=Cast(Value(None), BigIntegerField()),
        named=Value("", output_field=CharField()),
    ).filter(due__isnull=False)
    found: Rows = (rows if last is None else rows.filter(due__lte=last)).values_list(
        "sort", "row_key", "said", "more", "due", "whose", "named"
    )
    return found


GATHERED: Mapping[str, Callable[[Viewer, OrgUnit, date | None], Rows]] = {
    "action": _actions,
    "reconsider": _reconsidered,
    "part": _parts,
    "impact": _impacts,
    "remedy": _remedies,
    "owner_inquiry": _owner_inquiries,
    "check": _checks,
    "check_answer": _check_answers,
    "finding": _findings,
    "questionnaire": _questionnaires,
    "supplier_inquiry": _supplier_inquiries,
    "terms_inquiry": _terms_inquiries,
    "request": _requests,
    "complaint": _complaints,
    "occurrence": _occurrences,
    "control": _controls,
}
