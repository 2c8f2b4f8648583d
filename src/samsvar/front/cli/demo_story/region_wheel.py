"""The annual wheel of the demo: the region's twelve activities, the hospital's own days, meetings, and the year so far.

In the region's own words after the guideline of Helse Midt-Norge; every day and person is made up.
"""

from datetime import date, datetime, timedelta

from samsvar.core.rules.wheel.timing import (
    DayOfYear,
    Distance,
    FromActivity,
    FromMeeting,
    FromPeriodEnd,
    Period,
    Side,
    Unit,
    When,
    between,
)
from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor
from samsvar.registers.wheel.models import Activity, Occurrence, OccurrenceState, timing_of
from samsvar.registers.wheel.services.activities import add_activity, adopt_shipped, choose
from samsvar.registers.wheel.services.meetings import set_days
from samsvar.registers.wheel.services.occurrences import begin_occurrence, finish_occurrence

#: Days of a body's ordinary meetings (month, day), every year.
_MEETINGS = {
    "rhf_board": ((2, 6), (3, 27), (6, 19), (9, 25), (11, 20)),
    "directors": ((1, 27), (4, 7), (8, 25), (11, 3)),
    "board": ((2, 20), (4, 24), (6, 12), (9, 18), (12, 11)),
    "amu": ((3, 12), (6, 4), (9, 10), (12, 3)),
}
_BEFORE_AMU = When(FromMeeting("amu", None, Distance(14, Unit.DAYS, Side.BEFORE)))
#: What the hospital has set itself: activity, days, who answers.
_HOSPITAL = {
    "annual-report": (between((1, 20), (3, 1)), "solveig"),
    "annual-accounts": (between((2, 1), (3, 28)), "dag"),
    "due-diligence": (between((3, 17), (6, 20)), "solveig"),
    "improvement-and-hse": (_BEFORE_AMU, "mona"),
    "environmental-audit": (between((9, 8), (10, 17)), "solveig"),
    "management-review": (
        When(FromMeeting("board", 5, Distance(3, Unit.WEEKS, Side.BEFORE)), DayOfYear(10, 20)),
        "dag",
    ),
    "document-review": (between((3, 3), (4, 30)), "solveig"),
}
_REGION = {
    "owner-assignments": between((1, 6), (1, 31)),
    "steering-requirements": between((1, 20), (2, 28)),
    "joint-report": between((2, 10), (4, 15)),
    "document-review": between((11, 3), (12, 12)),
}
#: Late, since nobody has said that they are done.
_LEFT = {"joint-report", "document-review"}


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """The wheel as it stands on the story's day."""
    year = at.date().year
    for each, days in _MEETINGS.items():
        body = region.bodies[each]
        set_days(body=body, year=year, days=[date(year, *day) for day in days], by=by, at=at)
    adopt_shipped(enterprise=region.rhf, by=by, at=at)
    activities = {row.code: row for row in Activity.objects.filter(enterprise=region.rhf).select_related("enterprise")}
    for code, when in _REGION.items():
        choose(enterprise=region.rhf, activity=activities[code], fields={"timing": timing_of(when)}, by=by, at=at)
    for code, (when, person) in _HOSPITAL.items():
        fields = {"timing": timing_of(when), "responsible": region.people[person]}
        choose(enterprise=region.hospital, activity=activities[code], fields=fields, by=by, at=at)
    own = {
        "name_nb": "Lukke funn fra miljørevisjonen",
        "name_nn": "Lukke funn frå miljørevisjonen",
        "phase": "act",
        "role": "csr_adviser",
        "timing": timing_of(between((1, 6), (2, 28))),
    }
    closing = add_activity(enterprise=region.hospital, fields=own, by=by, at=at, code="close-findings")
    rounds = {
        "name_nb": "Handlingsplanene følges opp",
        "name_nn": "Handlingsplanane blir følgde opp",
        "phase": "check",
        "role": "hse_adviser",
        "timing": timing_of(When(FromPeriodEnd(Period.TERTIAL, None, Distance(3, Unit.WEEKS, Side.AFTER)))),
    }
    add_activity(enterprise=region.hospital, fields=rounds, by=by, at=at, code="plans-followed-up")
    fields = {"timing": timing_of(When(FromActivity(activities["environmental-audit"].key, distance=_months(3))))}
    choose(enterprise=region.trusts[2], activity=activities["management-review"], fields=fields, by=by, at=at)
    _lay_year(region, closing, by, at)


def _months(count: int) -> Distance:
    return Distance(count, Unit.MONTHS, Side.AFTER)


def _lay_year(region: Region, closing: Activity, by: Actor, at: datetime) -> None:
    """What is over is done, but for some; what has opened is under way."""
    today = at.date()
    rows = Occurrence.objects.open().filter(year=today.year).select_related("enterprise", "activity")
    for row in rows.filter(enterprise__in=[region.rhf, *region.trusts], due_on__isnull=False):
        is_left = row.activity.code in _LEFT or row.activity == closing
        if row.due_on and row.due_on < today and not is_left:
            done_on = row.due_on - timedelta(days=4)
            evidence = "Sak 14/25 i Sykehusledelsen" if row.enterprise == region.hospital else "Ligger i arkivet"
            finish_occurrence(
                occurrence=row, done_on=done_on, notes="Gjort som planlagt.", evidence=evidence, by=by, at=at
            )
        elif row.opens_on and row.opens_on <= today and row.state == OccurrenceState.NOT_BEGUN and not is_left:
            begin_occurrence(occurrence=row, by=by, at=at)


def close_former_years(region: Region, *, by: Actor, at: datetime) -> None:
    """What earlier years' meetings brought with them is done, and shown where it lies."""
    rows = Occurrence.objects.open().filter(year__lt=at.date().year)
    for row in rows.filter(enterprise__in=[region.rhf, *region.trusts]).select_related("enterprise", "activity"):
        done_on = (row.due_on or date(row.year, 12, 15)) - timedelta(days=3)
        case = f"Sak {20 + row.activity.number}/{row.year % 100} i {row.enterprise.name_nb}"
        finish_occurrence(occurrence=row, done_on=done_on, notes="Gjort som planlagt.", evidence=case, by=by, at=at)
