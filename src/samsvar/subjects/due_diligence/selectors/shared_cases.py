"""What several see of one case: the dialogue, who leads, who else shares it, and what each has of its own in it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsvar.core.rules.cases import Ground
from samsvar.core.rules.cases import Leaving as LeavingCase
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.links.models import SingleLink
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action, ActionStatus
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    CaseLine,
    ImpactLink,
    ImpactShare,
    Leaving,
    OwnerLetter,
)
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus, Verification
from samsvar.subjects.due_diligence.owner_links import PURPOSE

TRIED = (ActionStatus.DONE, ActionStatus.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Together:
    """A case as the viewer's own enterprise has a part in it.

    `voice`: the enterprise the viewer writes for, None for one who only reads. `others`: the shares of other receivers
    that have let this one see them. `contracts`: the receiver's own with the suppliers the case hangs on.
    """

    leader: OrgUnit
    voice: OrgUnit | None
    dialogue: list[CaseLine]
    others: list[ImpactShare]
    contracts: list[Contract]
    leaving: Leaving | None
    letters: list[OwnerLetter]

    @property
    def latest_on(self) -> date | None:
        """The day of the newest line of the dialogue."""
        return self.dialogue[0].said_on if self.dialogue else None

    @property
    def leads(self) -> bool:
        return self.voice is not None and self.voice.pk == self.leader.pk


def with_others(rows: QuerySet[AdverseImpact]) -> QuerySet[AdverseImpact]:
    """With whether each has a dialogue, letters to owners, and a leaving: most have none, and need not be asked."""
    of_it = {
        name: Exists(model._default_manager.filter(impact=OuterRef("pk")))
        for name, model in (("has_dialogue", CaseLine), ("has_letters", OwnerLetter), ("has_leaving", Leaving))
    }
    return rows.annotate(**of_it)


def together(impact: AdverseImpact, viewer: Viewer, shares: list[ImpactShare]) -> Together:
    """What the page of a case shows of working together. `shares` are those the viewer sees as owner or receiver.

    The case comes from `with_others`. At most six queries; none for one's own case that nobody else works on.
    """
    own = viewer.may(Permission.VIEW_IMPACTS, impact.unit)
    running = [share for share in shares if share.ended_on is None]
    leading = next((share for share in running if share.leads), None)
    if leading is None and not own:
        found = ImpactShare.objects.filter(impact=impact, leads=True, ended_on=None)
        leading = found.select_related("enterprise").first()
    mine = None if own or not running else running[0]
    others = ImpactShare.objects.filter(impact=impact, ended_on=None, told_at__isnull=False)
    side = impact.enterprise if own else mine.enterprise if mine is not None else None
    manages = viewer.may(Permission.MANAGE_IMPACTS, impact.unit if own else side) if side is not None else False
    lines = CaseLine.objects.filter(impact=impact).select_related("author").order_by("-said_on", "-pk")
    letters = OwnerLetter.objects.filter(impact=impact).select_related("inquiry__partner").order_by("-pk")
    return Together(
        leader=leading.enterprise if leading is not None else impact.enterprise,
        voice=side if manages else None,
        dialogue=list(lines) if _has(impact, "dialogue") else [],
        others=[] if own else list(others.exclude(pk__in=[each.pk for each in running]).select_related("enterprise")),
        contracts=[] if mine is None else contracts_touched(mine, viewer),
        leaving=Leaving.objects.filter(impact=impact, enterprise=side).first()
        if side is not None and _has(impact, "leaving")
        else None,
        letters=list(letters) if own and _has(impact, "letters") else [],
    )


def unanswered_letters(until: date) -> QuerySet[OwnerLetter]:
    """Questions to owners outside that are wanted answered by the day, of every enterprise the transaction sees.

    None that is taken back, that was answered in another way, or whose case is over.
    """
    rows = OwnerLetter.objects.filter(answered_at=None, withdrawn_at=None)
    rows = rows.filter(inquiry__answered_on=None, inquiry__due_on__lte=until)
    going = rows.exclude(impact__status=ImpactStatus.CLOSED).exclude(impact__verification=Verification.DISPROVED)
    return going.select_related("enterprise", "impact", "inquiry").order_by("pk")


def files_of_letter(letter: OwnerLetter) -> list[Evidence]:
    """What came with the owner's answer, by any link to the question. One query."""
    links = SingleLink.objects.filter(purpose=PURPOSE, target=letter.key).values("key")
    rows = Evidence.objects.filter(enterprise=letter.enterprise, owner_kind="impact", owner_key=letter.impact.key)
    return list(rows.filter(link__in=links).order_by("created_at", "pk"))


def _has(impact: AdverseImpact, what: str) -> bool:
    return bool(getattr(impact, f"has_{what}", True))


def contracts_touched(share: ImpactShare, viewer: Viewer) -> list[Contract]:
    """The receiver's own contracts with the suppliers that the case hangs on, by organisation number. One query."""
    numbers = ImpactLink.objects.filter(impact=share.impact_id).exclude(supplier_orgnr="").values("supplier_orgnr")
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
    found = rows.filter(Q(enterprise=share.enterprise_id) & Q(supplier__orgnr__in=numbers))
    return list(found.select_related("supplier").order_by("number")[:50])


def voice_of(impact: AdverseImpact, viewer: Viewer) -> OrgUnit | None:
    """The enterprise that the viewer may write for in the case: the case's own, or a receiver's. One query."""
    if viewer.may(Permission.MANAGE_IMPACTS, impact.unit):
        return impact.enterprise
    shares = ImpactShare.objects.visible_to(viewer, Permission.MANAGE_IMPACTS).filter(impact=impact, ended_on=None)
    share = shares.select_related("enterprise").first()
    return share.enterprise if share is not None else None


def leaving_case(leaving: Leaving) -> LeavingCase:
    """The leaving as the rule sees it. One query."""
    actions = Action.objects.filter(due_diligence_links__impact=leaving.impact_id, enterprise=leaving.enterprise_id)
    return LeavingCase(
        ground=Ground(leaving.ground) if leaving.ground else None,
        tried=leaving.tried,
        tried_actions=actions.filter(status__in=TRIED).distinct().count(),
        workers=leaving.workers,
        asked_affected=leaving.asked_affected,
        alternatives=leaving.alternatives,
        contractual_ground=leaving.contractual_ground,
        reasons_given=leaving.reasons_given,
        notice_on=leaving.notice_on,
        ends_on=leaving.ends_on,
        decided_by=leaving.decided_by,
    )
