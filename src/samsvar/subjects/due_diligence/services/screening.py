"""Holding suppliers against lists of companies, and a person's judgement of what was found.

Invariants: a supplier's `listed_hits` is the number of its hits that stand and are not cleared, None where it was never
screened; where it changes, the levels of the supplier's contracts are renewed in the same transaction. Screening again
with nothing new changes no hit.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.results import Progress
from samsvar.core.rules.screening import Candidate, Subject, changed_since
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.catalogues.listed import entry_of
from samsvar.registers.catalogues.selectors import entries_named
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import HitState, ScreeningHit, ScreeningRun
from samsvar.subjects.due_diligence.selectors.screening import STANDING, Prepared, Screened, parted, to_screen
from samsvar.subjects.due_diligence.services.renewing import renew_of_suppliers

_TOLD_EVERY = 100
_AT_A_TIME = 500
Place = tuple[int, str, str, str]
"""Supplier, factory, source and entry: what a hit is one of."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate with what is kept of it."""

    screened: Screened
    candidate: Candidate
    source: str
    entry: str
    values: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """What the hit is one of."""
        return (self.screened.supplier, self.screened.link_key, self.source, self.entry)


def screen_enterprise(
    *,
    enterprise: OrgUnit,
    lists: Prepared,
    by: Actor,
    at: datetime,
    on: date,
    suppliers: Collection[int] | None = None,
    progress: Progress | None = None,
) -> ScreeningRun:
    """Hold the enterprise's suppliers, all or those named (primary keys), against the lists and keep what is found.

    `at` must be taken before the call: what changes later is screened next time.
    """
    screened = list(to_screen(enterprise, suppliers))
    found: list[tuple[Screened, Candidate]] = []
    for done, each in enumerate(screened, start=1):
        found += [(each, candidate) for candidate in lists.screening.candidates(each.subject)]
        if progress and (done % _TOLD_EVERY == 0 or done == len(screened)):
            progress(done, len(screened))
    pairs = _with_values(found, lists)
    with transaction.atomic():
        OrgUnit.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
        return _keep(enterprise, lists, screened, pairs, suppliers is None, by, at, on)


def _with_values(found: Sequence[tuple[Screened, Candidate]], lists: Prepared) -> list[Pair]:
    wanted: dict[str, set[str]] = {}
    for _each, candidate in found:
        source, code = parted(candidate.entry)
        wanted.setdefault(source, set()).add(code)
    values = {source: entries_named(lists.editions[source], codes) for source, codes in wanted.items()}
    pairs = []
    for each, candidate in found:
        source, code = parted(candidate.entry)
        pairs.append(Pair(each, candidate, source, code, values[source][code]))
    return pairs


def _keep(
    enterprise: OrgUnit,
    lists: Prepared,
    screened: Sequence[Screened],
    pairs: Sequence[Pair],
    whole: bool,
    by: Actor,
    at: datetime,
    on: date,
) -> ScreeningRun:
    suppliers = {each.supplier for each in screened}
    changes = _follow_merged(enterprise, at, on)
    kept = {_place_of(hit): hit for hit in _hits_of(enterprise, None if whole else suppliers)}
    count: Counter[str] = Counter()
    new = []
    for pair in pairs:
        hit = kept.pop(pair.place, None)
        if hit is None:
            new.append(_new_hit(enterprise, pair, lists, at, on))
        elif change := _again(hit, pair, lists, at, count):
            changes.append(change)
    lapsed = [_set(hit, at, lapsed_on=on) for hit in kept.values() if hit.lapsed_on is None]
    changes += lapsed
    ScreeningHit.objects.bulk_create(new, batch_size=_AT_A_TIME)
    _renew_counts(enterprise, suppliers, by=by, at=at, on=on)
    run = ScreeningRun.objects.create(
        enterprise=enterprise,
        on=on,
        at=at,
        editions=lists.named,
        method_version=lists.screening.method.version,
        suppliers=len(suppliers),
        found=len(new),
        returned=count["returned"],
        lapsed=len(lapsed),
    )
    if new or changes:
        about = {"suppliers": run.suppliers, "found": run.found, "returned": run.returned, "lapsed": run.lapsed}
        rows: Iterable[RowChange] = (*map(changed, new), *changes)
        kind, key = events.SUPPLIERS_SCREENED, enterprise_key(enterprise)
        record(kind, by=by, at=at, enterprise=key, rows=rows, about={**about, "editions": run.editions})
    return run


@transaction.atomic
def judge_hit(
    *,
    hit: ScreeningHit,
    state: str,
    reason: str,
    person: Person | None,
    by: Actor,
    at: datetime,
    on: date,
    version: int | None = None,
) -> ScreeningHit:
    """Clear a hit, confirm it, or take it up again; the reason is kept.

    Raises StaleVersion and NotAllowed: `no_reason`, `lapsed` (it is found no more), `state_as_before`.
    """
    if not reason.strip():
        raise NotAllowed("no_reason")
    if hit.lapsed_on is not None:
        raise NotAllowed("lapsed")
    if hit.state == state:
        raise NotAllowed("state_as_before")
    change = save_values(
        hit,
        {"state": HitState(state), "reason": reason.strip(), "judged_by": person, "judged_on": on, "changed": []},
        at=at,
        version=version,
    )
    _renew_counts(hit.enterprise, {hit.supplier_id}, by=by, at=at, on=on)
    rows = [change]
    record(events.HIT_JUDGED, by=by, at=at, enterprise=enterprise_key(hit.enterprise), rows=rows)
    return hit


def subject_as_kept(subject: Subject) -> dict[str, Any]:
    """What was compared of a supplier or factory, as a hit keeps it."""
    plain = asdict(subject)
    del plain["id"]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def _subject_of(kept: Mapping[str, Any]) -> Subject:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Subject(id="", **values)


def _hits_of(enterprise: OrgUnit, suppliers: Collection[int] | None) -> Iterable[ScreeningHit]:
    rows = ScreeningHit.objects.filter(enterprise=enterprise).select_related("judged_by")
    return rows if suppliers is None else rows.filter(supplier__in=list(suppliers))


def _place_of(hit: ScreeningHit) -> Place:
    return (hit.supplier_id, hit.link_key, hit.source, hit.entry)


def _new_hit(enterprise: OrgUnit, pair: Pair, lists: Prepared, at: datetime, on: date) -> ScreeningHit:
    return ScreeningHit(
        enterprise=enterprise,
        supplier_id=pair.screened.supplier,
        link_key=pair.screened.link_key,
        source=pair.source,
        entry=pair.entry,
        found_on=on,
        created_at=at,
        updated_at=at,
        **_compared(pair, lists),
    )


def _compared(pair: Pair, lists: Prepared) -> dict[str, Any]:
    return {
        "edition": lists.editions[pair.source].edition,
        "likeness": pair.candidate.likeness,
        "reasons": [[reason.code, dict(reason.facts)] for reason in pair.candidate.reasons],
        "subject": subject_as_kept(pair.screened.subject),
        "listed": dict(pair.values),
        "method_version": lists.screening.method.version,
    }


def _again(hit: ScreeningHit, pair: Pair, lists: Prepared, at: datetime, count: Counter[str]) -> RowChange | None:
    """What is found once more. A cleared hit is left as it is unless something that matters is new."""
    now = _compared(pair, lists)
    news: tuple[str, ...] = ()
    if hit.state == HitState.CLEARED:
        was = (_subject_of(hit.subject), entry_of("", hit.listed))
        news = changed_since(was, (pair.screened.subject, entry_of("", pair.values)), lists.screening.names)
        if not news:
            now = {}
    if hit.lapsed_on is None and not news and all(getattr(hit, name) == value for name, value in now.items()):
        return None
    if news:
        now |= {"state": HitState.OPEN, "changed": list(news)}
        count["returned"] += 1
    return _set(hit, at, lapsed_on=None, **now)


def _set(hit: ScreeningHit, at: datetime, **values: Any) -> RowChange:
    return save_values(hit, values, at=at)


def _follow_merged(enterprise: OrgUnit, at: datetime, on: date) -> list[RowChange]:
    """Hits of suppliers that were merged into others follow them; where the other has the same, the judgement does."""
    moved = ScreeningHit.objects.filter(STANDING, enterprise=enterprise, supplier__merged_into__isnull=False)
    changes = []
    for hit in moved.select_related("supplier", "judged_by").order_by("pk"):
        root = hit.supplier.merged_into_id or hit.supplier_id
        there = ScreeningHit.objects.filter(link_key=hit.link_key, source=hit.source, entry=hit.entry)
        same = there.filter(supplier_id=root).select_related("judged_by").first()
        if same is None:
            changes.append(_set(hit, at, supplier_id=root))
            continue
        if same.state == HitState.OPEN and hit.state != HitState.OPEN:
            said = {name: getattr(hit, name) for name in ("state", "reason", "judged_by", "judged_on")}
            changes.append(_set(same, at, **said))
        changes.append(_set(hit, at, lapsed_on=on))
    return changes


def _renew_counts(enterprise: OrgUnit, suppliers: set[int], *, by: Actor, at: datetime, on: date) -> None:
    """Write the counts that differ, and renew the levels where another number weighs."""
    standing = ScreeningHit.objects.filter(STANDING, enterprise=enterprise).exclude(state=HitState.CLEARED)
    weighing = Counter(standing.values_list("supplier_id", flat=True))
    rows = Supplier.objects.filter(enterprise=enterprise)
    looked = rows.filter(pk__in=suppliers) if len(suppliers) <= _AT_A_TIME else rows
    by_count: dict[int, list[int]] = {}
    moved: set[int] = set()
    for pk, written in looked.values_list("pk", "listed_hits"):
        if pk in suppliers and weighing[pk] != written:
            by_count.setdefault(weighing[pk], []).append(pk)
            if (written or 0) != weighing[pk]:
                moved.add(pk)
    for number, keys in by_count.items():
        for start in range(0, len(keys), _AT_A_TIME):
            rows.filter(pk__in=keys[start : start + _AT_A_TIME]).update(listed_hits=number)
    renew_of_suppliers(enterprise, moved, by=by, at=at, on=on)
