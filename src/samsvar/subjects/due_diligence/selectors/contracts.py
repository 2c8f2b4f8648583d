"""The contract register ranked by risk: views, filters, counts, and one page at a time.

Every filter is a predicate in SQL over rows the viewer may see. Pages go by key: a page begins after the last row of
the one before it, so that the hundredth costs what the first does.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.functional import SimpleLazyObject

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask, padded, several
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import ENDED, Action
from samsvar.registers.suppliers.codes import Ownership, TermKind
from samsvar.registers.suppliers.models import Contract, ContractTerm, OwnerInquiry
from samsvar.subjects.due_diligence.models import AssessmentRun, ImpactAction, ImpactLink

PAGE = 25
ENDS_SOON = timedelta(days=183)
ASSESSED = (Ownership.OWN, Ownership.SHARED)
#: Levels at which a contract without terms on human rights is told of.
IN_RISK = (3, 4)
#: Before every run.
_NEVER = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sort:
    """A column to sort by and how its values travel in the address of the next page."""

    column: str
    is_day: bool = False
    is_number: bool = False
    #: The column counts the other way: rank 1 is the highest level.
    reverse: bool = False


SORTS: Mapping[str, Sort] = {
    "level": Sort("assessment__rank", is_number=True, reverse=True),
    "title": Sort("title"),
    "supplier": Sort("supplier__name_folded"),
    "value": Sort("value_ore", is_number=True),
    "ends": Sort("ends_on", is_day=True),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the register for. Empty means any; `view` is a saved view's code."""

    view: str = "all"
    text: str = ""
    levels: tuple[int, ...] = ()
    ownerships: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    category: str = ""
    country: str = ""
    supplier: str = ""
    owner: str = ""
    ends: str = ""
    terms: str = ""
    missing: str = ""
    product_level: int | None = None
    country_level: int | None = None
    goods: bool = False
    sort: str = "-level"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after (or before) the row with this value and key, `place` rows into the list."""

    value: Any
    key: str
    place: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of contracts. `first` is the place of the first row in the whole list, from 1."""

    contracts: list[Contract]
    first: int
    total: int
    more_after: bool
    more_before: bool


def titles_of(enterprise: OrgUnit, numbers: Collection[str]) -> dict[str, str]:
    """The titles of the enterprise's contracts by number. One query."""
    return dict(Contract.objects.filter(enterprise=enterprise, number__in=numbers).values_list("number", "title"))


def contracts_of(viewer: Viewer, unit: OrgUnit) -> QuerySet[Contract]:
    """The contracts that stand in the unit or beneath it, in its enterprise, as far as the viewer may see them."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=unit.enterprise_id)
    if unit.pk != unit.enterprise_id:
        rows = rows.filter(unit__path__gte=unit.path, unit__path__lt=unit.path_end)
    return rows


def view_filters(viewer: Viewer, today: date) -> dict[str, Q]:
    """The saved views by code."""
    mine = Q(responsible=viewer.person) if viewer.person else Q(pk__in=[])
    return {"mine": mine, **by_contract(today), **by_level("assessment__")}


def by_contract(today: date) -> dict[str, Q]:
    """The views that the contract itself decides."""
    return {
        "all": Q(),
        "ask_owner": Q(ownership=Ownership.USED),
        "unanswered": Q(ownership=Ownership.USED, pk__in=_unanswered(today)),
        "ends": Q(ends_on__gte=today, ends_on__lt=today + ENDS_SOON),
    }


def by_level(way: str = "") -> dict[str, Q]:
    """The views that the contract's levels decide; `way` leads to them."""
    return {
        "high": Q(**{f"{way}level__gte": 3}),
        "missing": Q(**{f"{way}level__isnull": False}) & ~Q(**{f"{way}unknown": ""}),
        "without_terms": without_terms(way),
    }


def without_terms(way: str = "assessment__") -> Q:
    """Contracts in risk that carry no terms on human rights (the UN Guiding Principles and ILO's conventions)."""
    terms = ContractTerm.objects.filter(contract=OuterRef("pk"), kind=TermKind.HUMAN_RIGHTS)
    return Q(**{f"{way}level__in": IN_RISK}) & ~Q(Exists(terms))


def changed_since_run(enterprise: int | None) -> Q:
    """Contracts never assessed, or changed (they or their supplier) since the enterprise was last assessed."""
    latest = latest_run(enterprise)
    return Q(assessment__isnull=True) | Q(updated_at__gt=latest) | Q(supplier__updated_at__gt=latest)


def latest_run(enterprise: int | None) -> Coalesce:
    runs = AssessmentRun.objects.filter(enterprise=enterprise).order_by("-at").values("at")
    return Coalesce(Subquery(runs[:1]), Value(_NEVER))


def filtered(viewer: Viewer, unit: OrgUnit, asked: Asked, today: date) -> QuerySet[Contract]:
    """The contracts that were asked for, in no order."""
    rows = contracts_of(viewer, unit).filter(view_filters(viewer, today)[asked.view])
    for narrowed in _narrowings(asked, today):
        rows = rows.filter(narrowed)
    return rows


def asked_page(
    viewer: Viewer, unit: OrgUnit, asked: Asked, cursor: Cursor | None, total: int | None, today: date
) -> Page:
    """One page of what was asked for; without free words its queries are put together once for all who see the same.

    `total` where it is known: for a saved view.
    """
    rows: Any = SimpleLazyObject(lambda: filtered(viewer, unit, asked, today))
    if asked.text:
        return page_of(rows, asked, cursor, total, unit)
    person = viewer.person.pk if viewer.person and asked.view == "mine" else 0
    question = ("contracts", viewer.sight, unit.pk, unit.path, unit.path_end, asked, today, person)
    return page_of(rows, asked, cursor, total, unit, question)


def page_of(
    rows: QuerySet[Contract],
    asked: Asked,
    cursor: Cursor | None,
    total: int | None = None,
    unit: OrgUnit | None = None,
    question: Hashable = None,
) -> Page:
    """One page of the rows in the order asked for. One query where the total is known, else two.

    With the unit and the total, a page in the order of work is first looked for among the ranked alone, whose index
    has them in that order. Where they do not fill it, all are asked: one query more.
    """
    sort = SORTS[asked.sort.lstrip("-")]
    descending = asked.sort.startswith("-") != sort.reverse
    backwards = cursor is not None and cursor.backwards
    page: list[Contract] = []
    more = total is not None and total > PAGE + (cursor.place if cursor else 0)
    if unit is not None and more and sort.reverse and not descending and not backwards:
        page = _ranked(rows, unit, asked, cursor, question)
    if len(page) <= PAGE:
        page = _page(
            lambda: rows if cursor is None else rows.filter(_beyond(sort, cursor, descending != backwards)),
            _order(sort, descending, backwards),
            question if cursor is None else None,
        )
    over = len(page) > PAGE
    page = page[:PAGE]
    if cursor is None:
        first = 1
    elif backwards:
        page.reverse()
        first = max(1, cursor.place - len(page) + 1)
    else:
        first = cursor.place + 1
    return Page(
        contracts=page,
        first=first,
        total=_count(rows, question) if total is None else total,
        more_after=backwards or over,
        more_before=over if backwards else cursor is not None,
    )


def _count(rows: QuerySet[Contract], question: Hashable) -> int:
    """How many there are. One query."""
    if question is None:
        return rows.count()
    found = ask(("how many", question), lambda: rows.order_by().values_list("enterprise").annotate(many=Count("pk")))
    return sum(many for _enterprise, many in found)


def _ranked(
    rows: QuerySet[Contract], unit: OrgUnit, asked: Asked, cursor: Cursor | None, question: Hashable
) -> list[Contract]:
    """The page among the ranked; none where it begins beyond them. One query."""
    if cursor is not None and cursor.value is None:
        return []
    rank, key = Given("rank", IntegerField()), Given("key", CharField())
    after = Q(assessment__rank__gte=rank) & (Q(assessment__rank__gt=rank) | Q(assessment__rank=rank, key__gt=key))
    if asked == Asked(view="all", sort=asked.sort):  # ranks have no gaps: the page is the next few of them
        after &= Q(assessment__rank__lte=Given("last", IntegerField()))
    here = Q(assessment__enterprise=unit.enterprise_id, assessment__rank__isnull=False)
    begins = cursor.value if cursor else 0
    given = {"rank": begins, "key": cursor.key if cursor else "", "last": begins + PAGE + 1}
    order = (F("assessment__rank").asc(), "key")
    return _page(lambda: rows.filter(here, after), order, question and ("ranked", question), given)


#: What a row of the register shows and is sorted by.
_SHOWN = (
    *("key", "number", "title", "kind", "ownership", "countries", "value_ore", "ends_on"),
    *("supplier__key", "supplier__name", "supplier__name_folded"),
    *(f"assessment__{name}" for name in ("level", "product", "country", "service", "adjustment", "unknown", "rank")),
)


def _page(
    rows: Callable[[], QuerySet[Contract]],
    order: tuple[Any, Any],
    question: Hashable,
    given: Mapping[str, Any] = MappingProxyType({}),
) -> list[Contract]:
    """The first rows, one more than a page. Keys alone are put in order; columns are read for these rows only.

    Without a question the query is put together for this once.
    """

    def build() -> QuerySet[Contract]:
        chosen = rows().order_by(*order).values("pk")[: PAGE + 1]
        wanted = Contract.objects.filter(pk__in=chosen).order_by(*order)
        return wanted.select_related("supplier", "assessment").only(*_SHOWN)

    return ask(question, build, **given)


def next_actions(viewer: Viewer, contracts: Collection[Contract]) -> dict[int, Action]:
    """The action due first on each of a page's contracts or their impacts, by the contract's primary key. One query.

    Of an action its key, title and deadline are read.
    """
    if not contracts:
        return {}

    def build() -> QuerySet[ImpactAction]:
        shown = several("contract", BigIntegerField(), PAGE)
        every = ImpactAction.objects.order_by()
        through = every.filter(impact__in=ImpactLink.objects.filter(contract__pk__in=shown).values("impact"))
        few = every.filter(contract__pk__in=shown).values("pk").union(through.values("pk"))
        return (
            ImpactAction.objects.visible_to(viewer, Permission.VIEW_ACTIONS)
            .filter(pk__in=few)  # says nothing new, but leads the database to the few before it joins
            .filter(Q(contract__pk__in=shown) | Q(impact__links__contract__pk__in=shown))
            .exclude(action__status__in=ENDED)
            .annotate(through=Coalesce("contract_id", "impact__links__contract_id"))
            .order_by(F("action__due_on").desc(nulls_first=True), "-pk")
            .select_related("action")
            .only("action__key", "action__title", "action__due_on")
        )

    asked = padded("contract", [contract.pk for contract in contracts], PAGE)
    links: list[Any] = ask(("next actions", viewer.sight), build, **asked)
    return {link.through: link.action for link in links}


def value_of(contract: Contract, sort: Sort) -> Any:
    """The value that the contract is sorted by."""
    if sort.column == "assessment__rank":
        kept = getattr(contract, "assessment", None)
        return None if kept is None else kept.rank
    return contract.supplier.name_folded if sort.column == "supplier__name_folded" else getattr(contract, sort.column)


def _unanswered(today: date) -> QuerySet[OwnerInquiry, Any]:
    """Contracts whose owner was asked and has not answered."""
    open_ones = OwnerInquiry.objects.filter(asked_on__lte=today, answered_on__isnull=True, contracts__isnull=False)
    return open_ones.values("contracts")


def _narrowings(asked: Asked, today: date) -> list[Q]:
    found = [
        Q(**{column: value})
        for column, value in (
            ("assessment__level__in", asked.levels),
            ("ownership__in", asked.ownerships),
            ("kind__in", asked.kinds),
            ("supplier__key", asked.supplier),
            ("responsible__key", asked.owner),
        )
        if value
    ]
    if asked.text:
        words = asked.text.casefold()
        digits = "".join(words.split())
        by_code = Q(cpv_codes__contains=f";{digits}") if digits.isdigit() and len(digits) > 1 else Q(pk__in=[])
        found.append(Q(search_text__contains=words) | by_code)
    if asked.category:
        found.append(Q(cpv_codes__contains=f";{asked.category}"))
    if asked.country:
        found.append(Q(countries__contains=f";{asked.country};"))
    if asked.ends == "soon":
        found.append(Q(ends_on__gte=today, ends_on__lt=today + ENDS_SOON))
    elif asked.ends == "over":
        found.append(Q(ends_on__lt=today))
    if asked.terms == "without":
        found.append(without_terms())
    if asked.missing:
        found.append(Q(assessment__unknown__contains=f";{asked.missing};"))
    return [*found, *_in_matrix(asked)]


def _in_matrix(asked: Asked) -> list[Q]:
    """A cell of the risk picture: level 0 is unknown."""
    found = [Q(kind__in=("goods", "both"), ownership__in=ASSESSED)] if asked.goods else []
    for name, level in (("product", asked.product_level), ("country", asked.country_level)):
        if level == 0:
            found.append(Q(assessment__unknown__contains=f";{name};"))
        elif level is not None:
            found.append(Q(**{f"assessment__{name}": level}))
    return found


def _order(sort: Sort, descending: bool, backwards: bool) -> tuple[Any, Any]:
    """Rows without a value come last, whichever way the column is sorted; the key settles what is equal."""
    column = F(sort.column)
    if backwards:
        value = column.asc(nulls_first=True) if descending else column.desc(nulls_first=True)
        return value, "-key"
    return column.desc(nulls_last=True) if descending else column.asc(nulls_last=True), "key"


def _beyond(sort: Sort, cursor: Cursor, downwards: bool) -> Q:
    """Rows on the far side of the cursor's row. `downwards`: towards smaller values."""
    empty, key = f"{sort.column}__isnull", "key__lt" if cursor.backwards else "key__gt"
    if cursor.value is None:
        same = Q(**{empty: True, key: cursor.key})
        return same | Q(**{empty: False}) if cursor.backwards else same
    side = "lt" if downwards else "gt"
    found = Q(**{f"{sort.column}__{side}": cursor.value}) | Q(**{sort.column: cursor.value, key: cursor.key})
    return found if cursor.backwards else found | Q(**{empty: True})
