"""Screening: whom to hold against which lists, and the hits as pages read them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from samsvar.core.catalogues import load_screening_method
from samsvar.core.rules.screening import Screening, Subject
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.listed import entry_of
from samsvar.registers.catalogues.models import Edition
from samsvar.registers.catalogues.selectors import entries_of, watchlists
from samsvar.registers.suppliers.models import Supplier, SupplyChainLink
from samsvar.subjects.due_diligence.models import HitState, ScreeningHit, ScreeningRun

PAGE = 25
_BETWEEN = "|"

STANDING = Q(lapsed_on__isnull=True)
VIEWS: Mapping[str, Q] = {
    "open": STANDING & Q(state=HitState.OPEN),
    "returned": STANDING & Q(state=HitState.OPEN, judged_on__isnull=False),
    "confirmed": STANDING & Q(state=HitState.CONFIRMED),
    "cleared": STANDING & Q(state=HitState.CLEARED),
    "lapsed": Q(lapsed_on__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The newest edition of every list, made ready to look in. `editions` by source."""

    editions: Mapping[str, Edition]
    screening: Screening

    @property
    def named(self) -> dict[str, str]:
        """The editions by source, as a run remembers them."""
        return {source: edition.edition for source, edition in sorted(self.editions.items())}


@dataclass(frozen=True, slots=True)
class Screened:
    """A supplier or factory to screen: whose it is, and what is compared."""

    supplier: int
    link_key: str
    subject: Subject


def prepared() -> Prepared | None:
    """The lists made ready; None where none is held. Reads every entry: some seconds for a long list."""
    lists = watchlists()
    if not lists:
        return None
    entries = (
        entry_of(f"{edition.source}{_BETWEEN}{code}", values)
        for edition in lists
        for code, values in entries_of(edition)
    )
    return Prepared({edition.source: edition for edition in lists}, Screening(entries, load_screening_method()))


def parted(identity: str) -> tuple[str, str]:
    """Source and code of an entry, from the identity it is compared under."""
    source, _between, code = identity.partition(_BETWEEN)
    return source, code


def to_screen(enterprise: OrgUnit, suppliers: Collection[int] | None = None) -> Iterator[Screened]:
    """The enterprise's suppliers, or those named, and the factories in their chains; in a fixed order."""
    rows = Supplier.objects.filter(enterprise=enterprise)
    standing = _those(rows.standing(), "pk", suppliers).order_by("pk")
    merged = _those(rows.filter(merged_into__isnull=False), "merged_into_id", suppliers)
    others: dict[int, list[str]] = {}
    for root, name in merged.order_by("pk").values_list("merged_into_id", "name"):
        others.setdefault(root, []).append(name)
    for pk, name, country, orgnr in standing.values_list("pk", "name", "country", "orgnr"):
        named = tuple(dict.fromkeys(each for each in others.get(pk, ()) if each != name))
        yield Screened(pk, "", Subject(str(pk), name, named, country, (orgnr,) if orgnr else ()))
    links = SupplyChainLink.objects.filter(supplier__enterprise=enterprise, supplier__merged_into__isnull=True)
    for pk, key, name, country, place in (
        _those(links, "supplier_id", suppliers)
        .order_by("pk")
        .values_list("supplier_id", "key", "name", "country", "place")
    ):
        yield Screened(pk, key, Subject(f"{pk}{_BETWEEN}{key}", name, (), country, (), place))


def _those(rows: QuerySet[Any], column: str, suppliers: Collection[int] | None) -> QuerySet[Any]:
    return rows if suppliers is None else rows.filter(**{f"{column}__in": list(suppliers)})


def last_run(enterprise: OrgUnit) -> ScreeningRun | None:
    """The last screening of the enterprise. One query."""
    return ScreeningRun.objects.filter(enterprise=enterprise).order_by("-at", "-pk").first()


def owing(enterprise: OrgUnit, lists: Collection[Edition]) -> set[int] | None:
    """The suppliers whose screening is not up to date: None means all (a new edition or method), empty none.

    New, renamed or otherwise changed since the last run, themselves or a factory of theirs, or with a factory gone.
    """
    run = last_run(enterprise)
    named = {edition.source: edition.edition for edition in lists}
    if run is None or run.editions != named or run.method_version != load_screening_method().version:
        return None
    standing = Supplier.objects.filter(enterprise=enterprise).standing()
    links = SupplyChainLink.objects.filter(supplier__enterprise=enterprise, supplier__merged_into__isnull=True)
    gone = ScreeningHit.objects.filter(STANDING, enterprise=enterprise).exclude(link_key="")
    found = set(standing.filter(Q(listed_hits__isnull=True) | Q(updated_at__gt=run.at)).values_list("pk", flat=True))
    found |= set(links.filter(updated_at__gt=run.at).values_list("supplier", flat=True))
    found |= set(gone.exclude(link_key__in=links.values("key")).values_list("supplier", flat=True))
    return found


def hits_of(viewer: Viewer, enterprise: OrgUnit) -> QuerySet[ScreeningHit]:
    """The enterprise's hits that the viewer may see."""
    return ScreeningHit.objects.visible_to(viewer, Permission.VIEW_IMPACTS).filter(enterprise=enterprise)


def counts(rows: QuerySet[ScreeningHit]) -> dict[str, int]:
    """How many stand in each view. One query."""
    return rows.aggregate(**{code: Count("pk", filter=where) for code, where in VIEWS.items()})


def in_view(rows: QuerySet[ScreeningHit], view: str) -> QuerySet[ScreeningHit]:
    """The hits of a view with what a page shows, likeliest first."""
    found = rows.filter(VIEWS[view]).select_related("supplier", "judged_by")
    return found.order_by(F("likeness").desc(), "supplier__name_folded", "pk")


def hits_on(viewer: Viewer, supplier: Supplier) -> list[ScreeningHit]:
    """A supplier's hits, those that wait first. One query."""
    rows = hits_of(viewer, supplier.enterprise).filter(supplier=supplier).select_related("judged_by")
    order = {HitState.OPEN: 0, HitState.CONFIRMED: 1, HitState.CLEARED: 2}
    return sorted(rows, key=lambda hit: (hit.lapsed_on or date.min, order[HitState(hit.state)], -hit.likeness, hit.pk))


def titles_of(editions: Collection[Edition]) -> dict[str, str]:
    """What the lists are called, by source."""
    return {edition.source: edition.title for edition in editions}


def every_hit(enterprise: OrgUnit) -> list[Mapping[str, Any]]:
    """The hits that stand as plain values for `samsvar screen --json`, likeliest first. For the operator alone."""
    rows = ScreeningHit.objects.filter(STANDING, enterprise=enterprise).select_related("supplier")
    found: list[Mapping[str, Any]] = []
    for hit in rows.order_by("-likeness", "supplier__name_folded", "source", "entry", "link_key"):
        found.append(
            {
                "changed": hit.changed,
                "edition": hit.edition,
                "entry": hit.entry,
                "factory": hit.subject["name"] if hit.link_key else "",
                "judged_on": hit.judged_on.isoformat() if hit.judged_on else None,
                "key": hit.key,
                "likeness": hit.likeness,
                "listed": hit.listed["name"],
                "reasons": [{"code": code, "facts": facts} for code, facts in hit.reasons],
                "source": hit.source,
                "state": hit.state,
                "supplier": hit.supplier.name,
                "supplier_number": hit.supplier.orgnr,
            }
        )
    return found
