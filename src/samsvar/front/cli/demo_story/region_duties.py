"""What answers the duties of the hospital: the region's activities for all its trusts, and what it can show itself."""

from datetime import date, datetime, timedelta
from typing import Any

from samsvar.core.catalogues.governance import shipped_activities
from samsvar.core.rules.dates import oslo_day
from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor
from samsvar.registers.actions.models import Action
from samsvar.registers.actions.services import create_action
from samsvar.registers.wheel.models import Activity
from samsvar.subjects.governance.models import Requirement, RequirementBacking
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.services.requirements import back_requirement

#: What answers a requirement at the hospital, in words, and how many days before it was made.
SHOWN = (
    ("ta-4-e", "Brev til dem som er berørt, og side for spørsmål", 80),
    ("ta-4-f", "Avtaler om gjenoppretting, saksmappe 25/118", 120),
    ("ta-5-a", "Redegjørelsen, kapittel 1", 330),
    ("ta-5-b", "Redegjørelsen, kapittel 3", 330),
    ("ta-5-c", "Redegjørelsen, kapittel 4", 330),
    ("ta-5-publish", "Redegjørelsen på nettsiden", 330),
    ("ta-6", "Rutine for innsyn", 200),
    ("ta-7", "Rutine for innsyn", 200),
    ("hmn-2019-corruption", "Kurs mot korrupsjon holdt i alle klinikker", 75),
    ("hmn-2019-climate", "Miljøkrav i byggeprosjekter, håndbok", 100),
)
#: What an action answers: the requirement, what is to be done, and in how many days.
ACTED_ON = (
    ("ta-4-c", "Følge opp funn hos leverandører av arbeidstøy", 45),
    ("hmn-2022-climate-plan", "Handlingsplan for klima- og miljømålene", 30),
)


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """Ties, each once. Nothing where the documents are not taken in."""
    asked = {each.code: each for each in Requirement.objects.filter(document__enterprise=region.rhf)}
    if not asked or RequirementBacking.objects.filter(activity__isnull=False, enterprise=region.rhf).exists():
        return
    given: dict[str, Any] = {"by": by, "at": at}
    activities = {each.code: each for each in Activity.objects.filter(enterprise=region.rhf)}
    for shipped in shipped_activities():
        for code in shipped.requirements:
            if code in asked and shipped.code in activities and ";activity;" in asked[code].answered_by:
                fields: dict[str, Any] = {"activity": activities[shipped.code], "for_subtree": True}
                back_requirement(requirement=asked[code], unit=region.rhf, kind="activity", fields=fields, **given)
    today = oslo_day(at)
    for code, label, days in SHOWN:
        fields = {"label": label, "made_on": today - timedelta(days=days)}
        back_requirement(requirement=asked[code], unit=region.hospital, kind="evidence", fields=fields, **given)
    for code, title, days in ACTED_ON:
        fields = {"action": _action(region, title, today + timedelta(days=days), given)}
        back_requirement(requirement=asked[code], unit=region.hospital, kind="action", fields=fields, **given)
    for enterprise in (region.rhf, *region.trusts):
        work_out_coverage(enterprise=enterprise, at=at)


def _action(region: Region, title: str, due_on: date, given: dict[str, Any]) -> Action:
    fields = {"title": title, "responsible": region.people["solveig"], "due_on": due_on, "due_reason": "Plikt"}
    return create_action(enterprise=region.hospital, unit=region.hospital, fields=fields, **given)
