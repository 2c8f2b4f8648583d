"""What governs Eksempel helsenett: laws, its owner's expectations, its own guidelines, and what answers most of it."""

from datetime import datetime, timedelta
from typing import Any

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.subjects.governance.models import Requirement
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.services.requirements import back_requirement

NHN = "Norsk helsenett SF"
TAKEN_IN = (
    "transparency-act", "internal-control-regulation", "aml", "procurement-act", "equality-act",
    "environmental-information-act", "ilo-core", "ungp", "oecd-guidelines", "ownership-white-paper", "ethics-nhn",
    "supplier-code-nhn", "procurement-guidelines-nhn", "whistleblowing-routine-nhn",
)  # fmt: skip
#: What answers a requirement, in words, and how many days before it was made. The rest is without evidence.
EVIDENCE = (
    ("ta-4-a", "Etiske retningslinjer, vedtatt av styret", 400),
    ("ta-4-b", "Vurderingen av alle avtaler per 31. desember", 60),
    ("ta-4-d", "Gjennomgang av tiltak med innkjøp", 45),
    ("ta-4-e", "Side for spørsmål og klager", 115),
    ("ta-4-f", "Brev til avtaleeieren om gjenoppretting", 19),
    ("ta-5-a", "Redegjørelsen for 2023, kapittel 3", 336),
    ("ta-5-b", "Redegjørelsen for 2023, kapittel 5", 336),
    ("ta-5-c", "Redegjørelsen for 2023, kapittel 5", 336),
    ("ta-5-publish", "Redegjørelsen for 2023 på nettsiden", 336),
    ("ta-6", "Rutine for informasjonskrav", 200),
    ("ta-7", "Rutine for informasjonskrav", 200),
    ("ik-5-1", "HMS-håndboken på intranettet", 300),
    ("ik-5-2", "Plan for HMS-opplæring 2025", 100),
    ("ik-5-3", "Referater fra arbeidsmiljøutvalget", 40),
    ("ik-5-5", "Organisasjonskart med roller i HMS", 250),
    ("ik-5-6", "Risikovurdering av arbeidsmiljøet", 150),
    ("ik-5-7", "Rutine for avvik", 220),
    ("ik-6", "Avtaler om samordning ved driftssentrene", 180),
    ("aml-2a-6", "Varslingsrutine, laget sammen med de tillitsvalgte", 260),
    ("aml-3-1-b", "Organisasjonskart med roller i HMS", 250),
    ("aml-3-1-e", "Rutine for avvik", 220),
    ("aml-3-5", "Kursbevis for øverste leder", 500),
    ("aml-6-1", "Oversikt over valgte verneombud", 90),
    ("aml-7-1", "Sammensetningen av arbeidsmiljøutvalget", 130),
    ("aml-7-2-6", "Årsrapport fra arbeidsmiljøutvalget", 95),
    ("pro-5a", "Innkjøpsstrategi 2024–2027", 420),
    ("pro-5e", "Standard kontraktsvilkår om lønn og arbeid", 300),
    ("pro-5m", "Standard kontraktsvilkår om menneskerettigheter", 300),
    ("ldl-9", "Vurdering av fire vilkår, driftsingeniør", 400),
    ("ldl-26a", "Likestillingsredegjørelsen", 75),
    ("own-due-diligence", "Metode for aktsomhetsvurderinger, versjon 1", 200),
    ("nhn-director-guidelines", "Brev fra direktøren til alle ansatte", 200),
    ("nhn-signed-at-start", "Oversikt over signerte retningslinjer", 30),
)
#: What an action that is under way answers, by the beginning of its title.
ACTED_ON = (("ta-4-c", "Be avtaleeieren om plan"), ("own-decent-work", "Be transportørene om status"))


def lay_governance(enterprise: OrgUnit, *, by: Actor, at: datetime) -> None:
    """The documents taken in, and what answers their requirements; nothing where they are there."""
    if not adopt_documents(enterprise=enterprise, codes=TAKEN_IN, ours=[NHN], by=by, at=at).documents:
        return
    given: dict[str, Any] = {"unit": enterprise, "by": by, "at": at}
    asked = {each.code: each for each in Requirement.objects.filter(document__enterprise=enterprise)}
    for code, label, days in EVIDENCE:
        fields: dict[str, Any] = {"label": label, "made_on": oslo_day(at) - timedelta(days=days), "for_subtree": True}
        back_requirement(requirement=asked[code], kind="evidence", fields=fields, **given)
    for code, title in ACTED_ON:
        action = Action.objects.get(enterprise=enterprise, title__startswith=title)
        back_requirement(requirement=asked[code], kind="action", fields={"action": action}, **given)
    work_out_coverage(enterprise=enterprise, at=at)
