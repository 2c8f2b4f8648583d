"""The contract register ranked by risk: views, filters, counts, and one page at a time.

Every filter is a predicate in SQL over rows the viewer may see. Pages go by key: a page begins after the last row of
the one before it, so that the hundredth costs what the first does.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.actions.models import Action, ActionStatus
from samsvar.registers.suppliers.codes import Ownership, TermKind
from samsvar.registers.suppliers.models import Contract, ContractTerm, OwnerInquiry
from samsvar.subjects.due_diligence.models import AssessmentRun, ImpactAction
from samsvar.subjects.due_diligence.selectors.together import Together

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
    """The saved views by code, in the order they stand."""
    mine = Q(responsible=viewer.person) if viewer.person else Q(pk__in=[])
    return {
        "all": Q(),
        "high": Q(assessment__level__gte=3),
        "mine": mine,
        "missing": Q(assessment__level__isnull=False) & ~Q(assessment__unknown=""),
        "ask_owner": Q(ownership=Ownership.USED),
        "unanswered": Q(ownership=Ownership.USED) & Q(Exists(_unanswered(today))),
        "ends": Q(ends_on__gte=today, ends_on__lt=today + ENDS_SOON),
        "without_terms": without_terms(),
    }


def without_terms() -> Q:
    """Contracts in risk that carry no terms on human rights (the UN Guiding Principles and ILO's conventions)."""
    terms = ContractTerm.objects.filter(contract=OuterRef("pk"), kind=TermKind.HUMAN_RIGHTS)
    return Q(assessment__level__in=IN_RISK) & ~Q(Exists(terms))


def changed_since_run(enterprise: int | None) -> Q:
    """Contracts never assessed, or changed (they or their supplier) since the enterprise was last assessed."""
    runs = AssessmentRun.objects.filter(enterprise=enterprise).order_by("-at").values("at")
    latest = Coalesce(Subquery(runs[:1]), Value(_NEVER))
    return Q(assessment__isnull=True) | Q(updated_at__gt=latest) | Q(supplier__updated_at__gt=latest)


def counts(viewer: Viewer, unit: OrgUnit, today: date) -> dict[str, int]:
    """How many contracts each saved view holds, how many are assessed by us, owned by others, and not yet assessed.

    `unassessed` are those changed since they were last assessed, or never assessed. One query.
    """
    wanted = {
        name: Count("pk", filter=found) if found else Count("pk") for name, found in view_filters(viewer, today).items()
    }
    ours = Q(ownership__in=ASSESSED)
    found: dict[str, int] = contracts_of(viewer, unit).aggregate(
        **wanted,
        assessed=Count("pk", filter=ours),
        assisted=Count("pk", filter=Q(ownership=Ownership.ASSISTED)),
        unassessed=Count("pk", filter=changed_since_run(unit.enterprise_id)),
    )
    return found


def filtered(viewer: Viewer, unit: OrgUnit, asked: Asked, today: date) -> QuerySet[Contract]:
    """The contracts that were asked for, in no order."""
    rows = contracts_of(viewer, unit).filter(view_filters(viewer, today)[asked.view])
    for narrowed in _narrowings(asked, today):
        rows = rows.filter(narrowed)
    return rows


def page_of(rows: QuerySet[Contract], asked: Asked, cursor: Cursor | None, total: int | None = None) -> Page:
    """One page of the rows in the order asked for. Two queries, one where the total is known."""
    sort = SORTS[asked.sort.lstrip("-")]
    descending = asked.sort.startswith("-") != sort.reverse
    backwards = cursor is not None and cursor.backwards
    found = rows if cursor is None else rows.filter(_beyond(sort, cursor, descending != backwards))
    order = _order(sort, descending, backwards)
    # The keys alone are put in order; the columns are read for the rows of the page only.
    chosen = found.order_by(*order).values("pk")[: PAGE + 1]
    wanted = Contract.objects.filter(pk__in=chosen).order_by(*order)
    page = list(wanted.select_related("supplier", "assessment", "responsible"))
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
        total=rows.count() if total is None else total,
        more_after=backwards or over,
        more_before=over if backwards else cursor is not None,
    )


def choices(viewer: Viewer, unit: OrgUnit) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """What there is to filter by: countries, CPV divisions (two digits) and responsible persons. Two queries."""
    rows = contracts_of(viewer, unit).order_by()
    found = rows.aggregate(countries=Together("countries"), codes=Together("cpv_codes"))
    countries = set((found["countries"] or "").replace(",", ";").split(";"))
    divisions = {code[:2] for code in (found["codes"] or "").replace(",", ";").split(";")}
    people = Person.objects.filter(pk__in=rows.values("responsible")).values_list("key", "name")
    return sorted(countries - {"", "?"}), sorted(divisions - {""}), sorted(people, key=lambda pair: pair[1])


def next_actions(viewer: Viewer, contracts: Collection[Contract]) -> dict[int, Action]:
    """The action due first on each of the contracts or their impacts, by the contract's primary key. One query."""
    shown = [contract.pk for contract in contracts]
    links = (
        ImpactAction.objects.visible_to(viewer, Permission.VIEW_ACTIONS)
        .filter(Q(contract__in=shown) | Q(impact__links__contract__in=shown))
        .exclude(action__status__in=[ActionStatus.DONE, ActionStatus.CANCELLED])
        .annotate(through=Coalesce("contract_id", "impact__links__contract_id"))
        .order_by(F("action__due_on").desc(nulls_first=True), "-pk")
        .select_related("action")
    )
    return {link.through: link.action for link in links}


def value_of(contract: Contract, sort: Sort) -> Any:
    """The value that the contract is sorted by."""
    if sort.column == "assessment__rank":
        kept = getattr(contract, "assessment", None)
        return None if kept is None else kept.rank
    return contract.supplier.name_folded if sort.column == "supplier__name_folded" else getattr(contract, sort.column)


def _unanswered(today: date) -> QuerySet[OwnerInquiry]:
    return OwnerInquiry.objects.filter(contracts=OuterRef("pk"), asked_on__lte=today, answered_on__isnull=True)


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
