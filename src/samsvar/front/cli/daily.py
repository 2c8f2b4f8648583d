"""What is to be done every day: tidy up, anchor the audit trail, assess contracts for the new day.

Example: samsvar daily --anchors /elsewhere/anchors.json

Safe to run twice: the second time finds nothing to do. A step that fails is told of and does not stop the others.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.indicators.forecasting import ForecastFailed
from samsvar.front.cli.console import Console
from samsvar.front.cli.mail_words import reason_in_words
from samsvar.front.cli.outcome import CommandError
from samsvar.front.home.weekly import tell_weekly
from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.anchors import NoAnchorKey
from samsvar.platform.audit.services import anchor
from samsvar.platform.delivery.sending import send_due
from samsvar.platform.delivery.services import remove_old_messages
from samsvar.platform.evidence.services import sweep_files
from samsvar.platform.imports.models import TO_DO, ImportRun
from samsvar.platform.imports.services import remove_old, stop_tired
from samsvar.platform.links.limits import KEPT as COUNTS_KEPT
from samsvar.platform.links.limits import forget_counts
from samsvar.platform.links.services import remove_old_links
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now
from samsvar.registers.catalogues.selectors import watchlists
from samsvar.registers.indicators.services.forecasts import work_out_due
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.services.planning import plan_all
from samsvar.registers.wheel.services.reminding import remind_responsible
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.services.reminding import forget_old_complainants
from samsvar.subjects.complaints.services.reminding import remind_handlers as remind_of_complaints
from samsvar.subjects.due_diligence.models import AssessmentRun, Campaign, CampaignStatus
from samsvar.subjects.due_diligence.selectors.screening import Prepared, owing, prepared
from samsvar.subjects.due_diligence.services.assessing_all import assess_all, processors
from samsvar.subjects.due_diligence.services.campaigns.campaigns import repeat_campaigns
from samsvar.subjects.due_diligence.services.campaigns.sending import remind_enterprise, tell_handlers
from samsvar.subjects.due_diligence.services.impacts.reminding import remind_of_silent_cases, remind_owners
from samsvar.subjects.due_diligence.services.screening import screen_enterprise
from samsvar.subjects.governance.services.coverage import work_out_everywhere
from samsvar.subjects.governance.services.reminding import remind_everywhere
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.services.reminding import forget_old_applicants, remind_handlers
from samsvar.subjects.plans.services.quality import judge_everywhere

_BY = Actor(person_key="", name="samsvar", via="cli")
#: How long a link is kept after it can no longer be used, and an import run after it came to its end.
LINKS_KEPT = timedelta(days=90)
IMPORT_RUNS_KEPT = timedelta(days=365)

Step = Callable[[datetime, argparse.Namespace], int | None]

_WORDS: dict[str, str | Promise] = {
    "sessions": gettext_lazy("Sessions that had ended, removed"),
    "links": gettext_lazy("Links that nobody can use, removed"),
    "limits": gettext_lazy("Counts of how often pages open to anyone were used, removed"),
    "stuck_imports": gettext_lazy("Import runs that had lost their worker, stopped"),
    "unconfirmed_imports": gettext_lazy("Files that nobody confirmed within a day, removed"),
    "old_imports": gettext_lazy("Import runs more than a year old, removed"),
    "evidence": gettext_lazy("Files that no record refers to, removed"),
    "screened": gettext_lazy("Suppliers screened, new ones and all after a new edition of a list"),
    "silent_cases": gettext_lazy("Reminders of cases without news, put in the outbox"),
    "owners": gettext_lazy("Reminders to owners of agreements, put in the outbox"),
    "campaigns": gettext_lazy("Letters and reminders of campaigns, put in the outbox"),
    "repeats": gettext_lazy("Campaigns that come back, made ready"),
    "requests": gettext_lazy("Reminders of information requests, put in the outbox"),
    "applicants": gettext_lazy("Information requests ended a year ago, whose askers were removed"),
    "complaints": gettext_lazy("Reminders of complaints, put in the outbox"),
    "complainants": gettext_lazy("Complaints ended a year ago, whose senders were removed"),
    "wheel": gettext_lazy("Activities of the annual wheel, planned or moved"),
    "wheel_reminders": gettext_lazy("Reminders of activities in the annual wheel, put in the outbox"),
    "plans": gettext_lazy("Action plans judged for the new day"),
    "weekly": gettext_lazy("Weekly letters about what is late and soon due, put in the outbox"),
    "forecasts": gettext_lazy("Forecasts of indicators worked out anew"),
    "confirmations": gettext_lazy("Letters about documents to read, confirm or review, put in the outbox"),
    "coverage": gettext_lazy("Requirements whose coverage was worked out"),
    "old_mail": gettext_lazy("Messages kept in the outbox long enough, removed"),
    "assessed": gettext_lazy("Enterprises assessed for the new day"),
    "mail": gettext_lazy("Messages sent by mail"),
    "anchored": gettext_lazy("Chains of the audit trail anchored"),
    "tidied": gettext_lazy("Database tidied"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the anchors are written."""
    parser.add_argument("--anchors", type=Path, metavar="FILE", help="add the day's anchor to the file, once a day")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Every step in turn. Returns 1 where one of them failed."""
    at = now()
    done: dict[str, int | None] = {}
    failed: dict[str, str] = {}
    for name, step in _STEPS.items():
        try:
            done[name] = step(at, arguments)
        except (DatabaseError, OSError, ValueError) as problem:
            if isinstance(problem, (OperationalError, ProgrammingError)) and not _is_made():
                raise CommandError(
                    _("The database is not made yet. Run: samsvar init"), code="no_database"
                ) from problem
            failed[name] = str(problem).strip() or type(problem).__name__
        except NoAnchorKey:
            failed[name] = _(
                "There is no key to sign with: SAMSVAR_ANCHOR_KEY_FILE must name a file with an Ed25519 key."
            )
    console.document({"done": done, "failed": failed, "on": oslo_day(at).isoformat()})
    for name, count in done.items():
        outcome = _("not asked for") if count is None else str(count)
        console.say(f"{_WORDS[name]}: {outcome}")
    for name, reason in failed.items():
        console.warn(_("%(step)s: failed. %(reason)s") % {"step": _WORDS[name], "reason": reason})
    return 1 if failed else 0


def _is_made() -> bool:
    return Session._meta.db_table in connection.introspection.table_names()


@transaction.atomic
def _sessions(at: datetime, arguments: argparse.Namespace) -> int:
    count, _each = Session.objects.filter(expire_date__lt=at).delete()
    return count


@transaction.atomic
def _links(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return remove_old_links(before=at - LINKS_KEPT, by=_BY, at=at)


@transaction.atomic
def _limits(at: datetime, arguments: argparse.Namespace) -> int:
    return forget_counts(at - COUNTS_KEPT)


def _stuck_imports(at: datetime, arguments: argparse.Namespace) -> int:
    return stop_tired(at)


def _unconfirmed_imports(at: datetime, arguments: argparse.Namespace) -> int:
    return remove_old(at)


def _evidence(at: datetime, arguments: argparse.Namespace) -> int:
    return sweep_files(on=oslo_day(at))


@transaction.atomic
def _old_imports(at: datetime, arguments: argparse.Namespace) -> int:
    """What an import changed stands in the trail; the run is only the state of some work."""
    show_to(operator(on=oslo_day(at)))
    over = ImportRun.objects.exclude(status__in=TO_DO).filter(updated_at__lt=at - IMPORT_RUNS_KEPT)
    count, _each = over.delete()
    return count


@transaction.atomic
def _old_mail(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return remove_old_messages(before=at - timedelta(days=settings.MAIL_KEPT_DAYS), by=_BY, at=at)


def _mail(at: datetime, arguments: argparse.Namespace) -> int | None:
    """What is due goes; without a mail server it waits. Fails where the server takes nobody's letters."""
    outcome = send_due(at=at)
    if outcome.stopped == "no_server":
        return None
    if outcome.stopped:
        raise ValueError(reason_in_words(outcome))
    return outcome.counts["sent"]


def _assessed(at: datetime, arguments: argparse.Namespace) -> int:
    """Levels depend on the day: editions come into force, answers fall due, codes of conduct grow old."""
    on = oslo_day(at)
    with transaction.atomic():
        show_to(operator(on=on))
        done = AssessmentRun.objects.filter(on=on).values("enterprise")
        if not Contract.objects.exclude(enterprise__in=done).exists():
            return 0
    return len(assess_all(by=_BY, at=at, on=on, processes=processors()))


def _screened(at: datetime, arguments: argparse.Namespace) -> int | None:
    """New and changed suppliers, and all where a list has a new edition. The lists are made ready where one is owed."""
    on = oslo_day(at)
    with transaction.atomic():
        show_to(operator(on=on))
        lists = watchlists()
        having = Supplier.objects.order_by().values("enterprise").distinct()
        owed = {each: owing(each, lists) for each in OrgUnit.objects.filter(pk__in=having).order_by("path")}
    if not lists:
        return None
    count, ready = 0, None
    for enterprise, suppliers in owed.items():
        if suppliers is None or suppliers:
            ready = ready or prepared()
            count += _screen(enterprise, suppliers, ready, at) if ready else 0
    return count


def _screen(enterprise: OrgUnit, suppliers: set[int] | None, lists: Prepared, at: datetime) -> int:
    """In no transaction of ours: likening takes its time, and holds nobody up. What is found is kept in one."""
    on = oslo_day(at)
    run = screen_enterprise(enterprise=enterprise, lists=lists, by=_BY, at=at, on=on, suppliers=suppliers)
    return run.suppliers


@transaction.atomic
def _silent_cases(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return remind_of_silent_cases(by=_BY, at=at)


@transaction.atomic
def _owners(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return remind_owners(by=_BY, at=at)


@transaction.atomic
def _campaigns(at: datetime, arguments: argparse.Namespace) -> int:
    """First letters on the day a campaign opens, and the day's reminders."""
    show_to(operator(on=oslo_day(at)))
    running = Campaign.objects.filter(status=CampaignStatus.RUNNING).order_by().values("enterprise").distinct()
    enterprises = OrgUnit.objects.filter(pk__in=running).order_by("pk")
    return sum(remind_enterprise(enterprise=enterprise, by=_BY, at=at) for enterprise in enterprises)


@transaction.atomic
def _repeats(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    coming = Campaign.objects.filter(repeats_months__isnull=False, repeat=None).order_by().values("enterprise")
    made: list[Campaign] = []
    for enterprise in OrgUnit.objects.filter(pk__in=coming.distinct()).order_by("pk"):
        made += repeat_campaigns(enterprise=enterprise, by=_BY, at=at)
    tell_handlers(campaigns=made, by=_BY, at=at)
    return len(made)


@transaction.atomic
def _requests(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    owing = InformationRequest.objects.filter(due_on__isnull=False).order_by().values("enterprise").distinct()
    enterprises = OrgUnit.objects.filter(pk__in=owing).order_by("pk")
    return sum(remind_handlers(enterprise=enterprise, by=_BY, at=at) for enterprise in enterprises)


@transaction.atomic
def _applicants(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return forget_old_applicants(by=_BY, at=at)


@transaction.atomic
def _complaints(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    owing = Complaint.objects.filter(due_on__isnull=False).order_by().values("enterprise").distinct()
    enterprises = OrgUnit.objects.filter(pk__in=owing).order_by("pk")
    return sum(remind_of_complaints(enterprise=enterprise, by=_BY, at=at) for enterprise in enterprises)


@transaction.atomic
def _complainants(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return forget_old_complainants(by=_BY, at=at)


@transaction.atomic
def _wheel(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return plan_all(by=_BY, at=at)


@transaction.atomic
def _wheel_reminders(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    owing = Occurrence.objects.open().filter(due_on__isnull=False).order_by().values("enterprise").distinct()
    enterprises = OrgUnit.objects.filter(pk__in=owing).order_by("pk")
    return sum(remind_responsible(enterprise=enterprise, by=_BY, at=at) for enterprise in enterprises)


@transaction.atomic
def _plans(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return judge_everywhere(by=_BY, at=at)


@transaction.atomic
def _weekly(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    enterprises = OrgUnit.objects.enterprises().alive(oslo_day(at)).order_by("pk")
    return sum(tell_weekly(enterprise=enterprise, by=_BY, at=at) for enterprise in enterprises)


@transaction.atomic
def _confirmations(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return remind_everywhere(by=_BY, at=at)


@transaction.atomic
def _coverage(at: datetime, arguments: argparse.Namespace) -> int:
    show_to(operator(on=oslo_day(at)))
    return work_out_everywhere(at=at)


def _forecasts(at: datetime, arguments: argparse.Namespace) -> int:
    """Those that figures or targets have come for, and that no worker has done."""
    try:
        return work_out_due(at=at, today=oslo_day(at))
    except ForecastFailed as problem:
        raise ValueError(f"{problem.code} {problem.words[-300:]}".strip()) from problem


def _anchored(at: datetime, arguments: argparse.Namespace) -> int | None:
    """One anchor a day, to the file that is named."""
    if arguments.anchors is None:
        return None
    with open(arguments.anchors, "a+", encoding="utf-8") as file:
        file.seek(0)
        if oslo_day(at) in set(_days_of(file)):
            return 0
        document = anchor(by=_BY, at=at)
        file.write(json.dumps(document, ensure_ascii=False, sort_keys=True) + "\n")
    return len(document["chains"])


def _days_of(lines: Iterator[str]) -> Iterator[date]:
    for line in lines:
        if line.strip():
            yield oslo_day(datetime.fromisoformat(json.loads(line)["at"]))


def _tidied(at: datetime, arguments: argparse.Namespace) -> int:
    """SQLite's counts of what the indexes hold, so that it goes on choosing the right one. PostgreSQL sees to it."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("PRAGMA optimize = 0x10002")
    return 1


_STEPS: dict[str, Step] = {
    "sessions": _sessions,
    "links": _links,
    "limits": _limits,
    "stuck_imports": _stuck_imports,
    "unconfirmed_imports": _unconfirmed_imports,
    "old_imports": _old_imports,
    "evidence": _evidence,
    "screened": _screened,
    "silent_cases": _silent_cases,
    "owners": _owners,
    "campaigns": _campaigns,
    "repeats": _repeats,
    "requests": _requests,
    "applicants": _applicants,
    "complaints": _complaints,
    "complainants": _complainants,
    "wheel": _wheel,
    "wheel_reminders": _wheel_reminders,
    "plans": _plans,
    "weekly": _weekly,
    "confirmations": _confirmations,
    "coverage": _coverage,
    "forecasts": _forecasts,
    "old_mail": _old_mail,
    "assessed": _assessed,
    "mail": _mail,
    "anchored": _anchored,
    "tidied": _tidied,
}
