"""Where the management system's pages are opened: goals, wheel, strategy, plans, reports, meetings, documents."""

from typing import Any

from samsvar.front.cli.demo import STORY
from samsvar.front.cli.demo_story.laying import BY
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import ActionPart
from samsvar.registers.indicators.models import Goal, Indicator, Submission
from samsvar.registers.wheel.models import Meeting, Occurrence
from samsvar.subjects.climate.models import ActivityLine, ClimateAccount, OwnFactor
from samsvar.subjects.governance.models import Assignment, GoverningDocument, InternalControl, Requirement
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.services.documents import add_version
from samsvar.subjects.meetings.models import Case, Finding, Proposal, Review, ReviewedDocument, SetAside
from samsvar.subjects.plans.models import ModelPlan, Plan
from samsvar.subjects.reports.models import Report
from samsvar.subjects.strategy.models import Strategy, SustainabilityProcess

Places = dict[str, dict[str, Any]]
STAMPS: dict[str, Any] = {"created_at": STORY, "updated_at": STORY}


def lay_steering(enterprise: OrgUnit) -> Places:
    """Every place of the management system; lays what the demo lacks, in its copy."""
    return {
        **_indicators(),
        **_wheel(),
        **_strategy(),
        **_plans(),
        **_climate(),
        **_reports(),
        **_meetings(OrgUnit.objects.get(number="HF-2")),
        **_governance(enterprise),
    }


def _indicators() -> Places:
    """Goals, indicators and figures of the hospital in the demo's region."""
    hospital = OrgUnit.objects.get(number="HF-2")
    indicator = Indicator.objects.get(unit=hospital, code="sickness-absence")
    found = {
        "goal set": {"key": Goal.objects.get(unit=hospital, code="hse-attendance").key},
        "indicator": {"key": indicator.key},
        "indicator's month": {"key": indicator.key, "code": f"{STORY.year}-03"},
    }
    for state, word in (("submitted", "returner"), ("accepted", "gjenapne")):
        row = Submission.objects.filter(unit__parent=hospital, state=state).first()
        found[f"period {state}"] = {"key": row.key if row else "", "word": word}
    return found


def _wheel() -> Places:
    """The hospital's wheel in the demo's region."""
    hospital = OrgUnit.objects.get(number="HF-2")
    held = Occurrence.objects.filter(enterprise=hospital, year=STORY.year).select_related("activity")
    late, done = held.get(activity__code="document-review"), held.filter(state="done")[0]
    meeting = Meeting.objects.filter(body__enterprise=hospital)[0]
    words = ("rediger", "flytt", "ferdig", "avlys")
    return {
        "activity": {"key": late.activity.key},
        "own activity": {"key": held.get(activity__code="close-findings").activity.key},
        "occurrence": {"key": late.key},
        "occurrence done": {"key": done.key},
        "occurrence of the survey": {"key": held.get(activity__code="improvement-and-hse", slot="amu-1").key},
        **{f"occurrence {word}": {"key": late.key, "word": word} for word in words},
        "body": {"key": meeting.body.key},
        "meeting": {"key": meeting.key},
    }


def _strategy() -> Places:
    """The HSE strategy of the demo's hospital, in its draft and the edition before."""
    strategy = Strategy.objects.get(name="HMS-strategi")
    former, later = strategy.editions.order_by("year")
    place = {"key": strategy.key, "year": later.year}
    process = SustainabilityProcess.objects.get(enterprise=strategy.enterprise)
    steps = {each.code.removeprefix("five-steps-"): each.key for each in process.steps.all()}
    promise, asked = process.promises.all()[0], process.stakeholders.all()[0]
    return {
        "process": {"key": process.key},
        **{f"step {word}": {"key": process.key, "part_key": key} for word, key in steps.items()},
        "who is asked": {"key": process.key, "part_key": asked.key},
        "promise kept": {"key": process.key, "part_key": promise.key},
        **{f"new {word} of process": {"key": process.key, "word": word} for word in ("omrade", "mal", "lofte")},
        "promise of process": {"key": process.key, "word": "lofte", "part_key": promise.key},
        "hospital for anyone": {"orgnr": strategy.enterprise.orgnr},
        "strategy": {"key": strategy.key},
        "edition of strategy": place,
        "two editions": {"key": strategy.key, "former": former.year, "later": later.year},
        "new point": {**place, "word": "punkt"},
        "point": {**place, "word": "punkt", "part_key": later.points.all()[0].key},
    }


def _plans() -> Places:
    plan = Plan.objects.get(title="HMS-plan 2025")
    part = ActionPart.objects.filter(action__planned_in__plan=plan).select_related("action")[0]
    handed_in = Plan.objects.filter(state="submitted")[0]
    return {
        "plan": {"key": plan.key},
        "plan handed in": {"key": handed_in.key},
        "planned": {"key": part.action.key},
        "planned part": {"key": part.action.key, "part": part.key},
        "model plan": {"key": ModelPlan.objects.all()[0].key},
    }


def _climate() -> Places:
    """Accounts of the hospital from before those of the demo: one with a line and much missing, and a settled one."""
    hospital = OrgUnit.objects.get(number="HF-2")
    account = ClimateAccount.objects.create(enterprise=hospital, year=2017, **STAMPS)
    settled = ClimateAccount.objects.create(
        enterprise=hospital, year=2016, state="settled", settled_at=STORY, note="Faktura for kraft mangler", **STAMPS
    )
    of = {"enterprise": hospital, "account": account, "unit": hospital, **STAMPS}
    line = ActivityLine.objects.create(activity="electricity", amount=41_200_000, source="Måler 4711", **of)
    ActivityLine.objects.create(activity="nitrous_oxide", amount=320, **of)
    factor = OwnFactor.objects.create(
        enterprise=hospital, activity="electricity", from_year=2017, to_year=2017, kg_co2e="0.31",
        source="Kraftleverandørens varedeklarasjon", **STAMPS,
    )  # fmt: skip
    return {
        "climate account": {"key": account.key},
        "climate account settled": {"key": settled.key},
        "climate line": {"key": line.key},
        "own emission factor": {"key": factor.key},
    }


def _reports() -> Places:
    """What the hospital in the demo's region has handed in, and what it has begun."""
    accepted = Report.objects.get(unit__number="HF-2", kind__pack="tertial", state="accepted")
    waiting = Report.objects.get(unit__number="HF-1", state="submitted")
    words = {"open": "gjenapne", "make public": "publiser", "tell of": "informer"}
    return {
        "report accepted": {"key": accepted.key},
        "report begun": {"key": Report.objects.get(unit__number="HF-2", state="begun").key},
        "report kind": {"key": accepted.kind.key},
        "report to send back": {"key": waiting.key, "word": "returner"},
        **{f"report to {word}": {"key": accepted.key, "word": said} for word, said in words.items()},
    }


def _meetings(hospital: OrgUnit) -> Places:
    held = Review.objects.get(unit=hospital, frozen_at__isnull=False)
    ahead = Review.objects.get(unit=hospital, kind="management_review", frozen_at__isnull=True)
    finding, week = Finding.objects.get(review__unit=hospital), Review.objects.get(kind="campaign_week")
    case = Case.objects.get(number="24/25")
    decision = case.decisions.get()
    event = week.events.first()
    judged = Review.objects.create(enterprise=hospital, unit=hospital, kind="documents", year=2025, **STAMPS)
    document = ReviewedDocument.objects.create(
        review=judged, document_key="1" * 16, title="Etiske retningslinjer", verdict="keep", **STAMPS
    )
    return {
        "a body": {"key": case.body.key},
        "a meeting": {"key": case.meeting.key if case.meeting else ""},
        "a case": {"key": case.key},
        "a decision": {"key": decision.key},
        "a step": {"key": decision.key, "step": 1},
        "a new decision": {"of": "sak", "key": case.key},
        "a proposal": {"key": Proposal.objects.get(enterprise=hospital, state="proposed").key},
        "a resource": {"key": SetAside.objects.filter(enterprise=hospital)[0].key},
        "a review": {"key": ahead.key},
        "a point": {"key": ahead.key, "point": "user_experience"},
        "a held review": {"key": held.key},
        "an audit": {"key": finding.review.key},
        "a finding": {"key": finding.review.key, "part": finding.key},
        "a week": {"key": week.key},
        "an event": {"key": week.key, "part": event.key if event else ""},
        "a document": {"key": judged.key, "document": document.document_key},
    }


def _governance(enterprise: OrgUnit) -> Places:
    """The documents of one owner as ours, with a version more, and what they ask."""
    owner = "Norsk helsenett SF"
    adopt_documents(
        enterprise=enterprise, codes=["transparency-act", "ethics-nhn", "values-region"], ours=[owner], by=BY, at=STORY
    )
    document = GoverningDocument.objects.get(enterprise=enterprise, code="ethics-nhn")
    for text in ("Si fra.", "Si fra, åpent eller anonymt."):
        add_version(document=document, fields={"texts": [["Varsling", text]]}, by=BY, at=STORY)
    work_out_coverage(enterprise=enterprise, at=STORY)
    asked = Requirement.objects.filter(document__enterprise=enterprise)
    return {
        "document": {"key": document.key},
        "document's version": {"key": document.key, "number": 2},
        **{f"document's {word}": {"key": document.key, "word": word} for word in ("gjelder", "knytt", "krav", "spor")},
        **_followed_up(),
        "requirement": {"key": asked.filter(document=document)[0].key},
    }


def _followed_up() -> Places:
    """What the region has sent out, assigned and looks after, in the demo's story."""
    sent = GoverningDocument.objects.get(enterprise__number="RHF-1", code="ethics-region")
    assigned = Assignment.objects.filter(receivers__enterprise__number="HF-2").order_by("pk")[0]
    control = InternalControl.objects.filter(results__corrected_on=None, results__outcome="deviation")[0]
    monitoring = InternalControl.objects.get(monitoring=True)
    return {
        "region's document": {"key": sent.key},
        **{f"round's {word}": {"key": sent.key, "word": word} for word in ("skriv-inn", "noter", "oppmote")},
        "an assignment": {"key": assigned.key},
        "an assignment to answer": {"key": assigned.key, "word": "vurder"},
        "a control": {"key": control.key},
        "a monitoring": {"key": monitoring.key},
        "a monitoring's result": {"key": monitoring.key, "word": "resultat"},
        **{f"a control's {word}": {"key": control.key, "word": word} for word in ("resultat", "rettet")},
    }
