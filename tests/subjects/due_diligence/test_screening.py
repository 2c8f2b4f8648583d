"""Suppliers held against lists: found once, judged by a person, remembered, and taken up again when it matters."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsvar.core.readers.results import Lookups, NotFound
from samsvar.core.readers.watchlist import read_watchlist
from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.services.writing import NotAllowed, StaleVersion
from samsvar.registers.catalogues.models import Edition, EditionRow
from samsvar.registers.catalogues.services import EditionDiffers, EditionMeta, import_watchlist, load_shipped_editions
from samsvar.registers.suppliers.models import Supplier, SupplyChainLink
from samsvar.registers.suppliers.services.duplicates import merge_suppliers
from samsvar.subjects.due_diligence.models import ContractAssessment, ScreeningHit, ScreeningRun
from samsvar.subjects.due_diligence.selectors.screening import owing, prepared, watchlists
from samsvar.subjects.due_diligence.services import screening as service
from samsvar.subjects.due_diligence.services.screening import judge_hit, screen_enterprise
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_supplier

BY = Actor(person_key="", name="samsvar", via="cli")
META = EditionMeta(title="Oppdiktet liste", publisher="Oppdiktet utgiver", licence="CC0")
LOOKUPS = Lookups(match_country=lambda text: {"CN": "CHN", "NO": "NOR"}.get(text, NotFound()))
HEAD = "id,schema,name,aliases,countries,identifiers\n"
LIST = HEAD + "e1,Company,Oppdiktet Silisium Co. Ltd.,Silisiumverket,cn,910000004\ne2,Company,Helt Annet LLC,,,\n"

Read = Callable[..., Any]


@pytest.fixture
def read_in(tmp_path: Path, db: None) -> Read:
    """Reads in an edition of the made list."""

    def read(content: str = LIST, edition: str = "2025-01-01", name: str = "oppdiktet", **more: Any) -> Any:
        path = tmp_path / "list.csv"
        path.write_text(content, encoding="utf-8")
        [found] = read_watchlist(path, "list.csv", LOOKUPS).rows
        return import_watchlist(name=name, edition=edition, found=found, meta=META, by=BY, at=NOW, **more)

    return read


def screen(cast: Any, days: int = 0, **more: Any) -> ScreeningRun:
    lists = prepared()
    assert lists is not None
    at = NOW + timedelta(days=days)
    on = TODAY + timedelta(days=days)
    return screen_enterprise(enterprise=cast.enterprise, lists=lists, by=BY, at=at, on=on, **more)


def judge(
    cast: Any, hit: ScreeningHit, state: str, reason: str = "Et annet land og et annet yrke", **more: Any
) -> None:
    judge_hit(hit=hit, state=state, reason=reason, person=cast.kari, by=BY, at=NOW, on=TODAY, **more)


def test_an_edition_is_kept_once_and_never_changed(read_in: Read) -> None:
    assert read_in(dry_run=True).created == 2
    assert Edition.objects.count() == 0
    assert read_in().created == 2
    assert read_in().unchanged == 2
    with pytest.raises(EditionDiffers):
        read_in(LIST + "e3,Company,Ny,,,\n")
    assert read_in(LIST + "e3,Company,Ny,,,\n", edition="2025-02-01").created == 3
    assert [each.edition for each in watchlists()] == ["2025-02-01"]
    values = EditionRow.objects.get(edition__edition="2025-01-01", code="e1").values
    assert values == {
        "name": "Oppdiktet Silisium Co. Ltd.",
        "aliases": ["Silisiumverket"],
        "countries": ["CHN"],
        "numbers": ["910000004"],
    }


def test_suppliers_merged_names_and_factories_are_screened_and_hits_wait_for_a_person(cast: Any, read_in: Read) -> None:
    read_in()
    alike = make_supplier(cast.enterprise, "Oppdikted Silisium AS", country="NOR")
    maker = make_supplier(cast.enterprise, "Demodata Maskinvare AS")
    link = SupplyChainLink.objects.create(supplier=maker, tier=1, role="factory", name="Silisiumverket", **STAMPS)
    make_supplier(cast.enterprise, "Fiktiv Frukt AS")
    make_supplier(cast.neighbour, "Oppdiktet Silisium")
    run = screen(cast)
    assert (run.suppliers, run.found, run.returned, run.lapsed) == (3, 2, 0, 0)
    hits = {hit.supplier_id: hit for hit in ScreeningHit.objects.all()}
    assert (hits[alike.pk].state, hits[alike.pk].link_key, hits[alike.pk].edition) == ("open", "", "2025-01-01")
    assert [code for code, _facts in hits[alike.pk].reasons] == ["alike_name", "other_country"]
    assert (hits[maker.pk].link_key, hits[maker.pk].subject["name"]) == (link.key, "Silisiumverket")
    assert dict(Supplier.objects.values_list("name", "listed_hits")) == {
        "Oppdikted Silisium AS": 1,
        "Demodata Maskinvare AS": 1,
        "Fiktiv Frukt AS": 0,
        "Oppdiktet Silisium": None,
    }


def test_screening_again_changes_no_hit_and_leaves_no_event(cast: Any, read_in: Read) -> None:
    read_in()
    make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    screen(cast)
    before = list(ScreeningHit.objects.values())
    events = Event.objects.count()
    run = screen(cast)
    assert (run.found, run.returned, run.lapsed) == (0, 0, 0)
    assert list(ScreeningHit.objects.values()) == before
    assert Event.objects.count() == events


def test_the_count_of_hits_raises_the_level_and_clearing_lowers_it(cast: Any, read_in: Read) -> None:
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    read_in()
    supplier = make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    contract = make_contract(cast.enterprise, supplier=supplier, cpv=["33600000"], countries=["NOR"])
    screen(cast)
    kept = ContractAssessment.objects.get(contract=contract)
    assert (kept.supplier_rule, kept.adjustment) == ("screening_hit", 1)
    judge(cast, ScreeningHit.objects.get(), "confirmed", "Samme selskap")
    assert ContractAssessment.objects.get(contract=contract).adjustment == 1
    judge(cast, ScreeningHit.objects.get(), "cleared")
    kept = ContractAssessment.objects.get(contract=contract)
    assert (kept.supplier_rule, kept.adjustment) == ("nothing_counts", 0)
    supplier.refresh_from_db()
    assert (supplier.listed_hits, supplier.uncleared_hits) == (0, 0)


def test_hits_somebody_wrote_down_are_added_and_never_overwritten(cast: Any, read_in: Read) -> None:
    read_in()
    supplier = make_supplier(cast.enterprise, "Oppdikted Silisium AS", open_screening_hits=2)
    assert supplier.uncleared_hits == 2
    screen(cast)
    supplier.refresh_from_db()
    assert (supplier.open_screening_hits, supplier.listed_hits, supplier.uncleared_hits) == (2, 1, 3)


def test_a_cleared_hit_does_not_come_back_for_what_does_not_matter(cast: Any, read_in: Read) -> None:
    read_in()
    supplier = make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    screen(cast)
    judge(cast, ScreeningHit.objects.get(), "cleared")
    Supplier.objects.filter(pk=supplier.pk).update(name="OPPDIKTED SILISIUM A/S")
    read_in(LIST.replace("Silisiumverket", "").replace("Co. Ltd.", "LLC"), edition="2025-02-01")
    run = screen(cast, days=1)
    hit = ScreeningHit.objects.get()
    assert (hit.state, hit.version, run.returned, run.lapsed) == ("cleared", 2, 0, 0)


@pytest.mark.parametrize(
    "entry, supplier, codes",
    [
        ({"Silisiumverket": "Silisiumverket;Oppdiktet Silikon"}, {}, ["entry_name"]),
        ({",cn,": ",cn;no,"}, {}, ["entry_country"]),
        ({}, {"name": "Oppdiktet Silisium AS"}, ["subject_name"]),
        ({}, {"country": "CHN"}, ["subject_country"]),
        ({}, {"orgnr": "910000004"}, ["subject_number"]),
    ],
)
def test_a_cleared_hit_comes_back_when_what_was_compared_has_changed(
    cast: Any, read_in: Read, entry: dict[str, str], supplier: dict[str, str], codes: list[str]
) -> None:
    read_in()
    row = make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    screen(cast)
    judge(cast, ScreeningHit.objects.get(), "cleared")
    content = LIST
    for was, now in entry.items():
        content = content.replace(was, now)
    if entry:
        read_in(content, edition="2025-02-01")
    Supplier.objects.filter(pk=row.pk).update(**supplier)
    run = screen(cast, days=1)
    hit = ScreeningHit.objects.get()
    assert (hit.state, hit.changed, run.returned) == ("open", codes, 1)
    assert (hit.reason, hit.judged_by, hit.judged_on) == ("Et annet land og et annet yrke", cast.kari, TODAY)
    row.refresh_from_db()
    assert row.listed_hits == 1


def test_a_hit_that_is_no_longer_found_counts_nowhere_and_its_judgement_is_kept(cast: Any, read_in: Read) -> None:
    read_in()
    supplier = make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    screen(cast)
    read_in(HEAD + "e2,Company,Helt Annet LLC,,,\n", edition="2025-02-01")
    assert screen(cast, days=1).lapsed == 1
    hit = ScreeningHit.objects.get()
    supplier.refresh_from_db()
    assert (hit.lapsed_on, supplier.listed_hits) == (TODAY + timedelta(days=1), 0)
    with pytest.raises(NotAllowed, match="lapsed"):
        judge(cast, hit, "cleared")
    read_in(LIST, edition="2025-03-01")
    screen(cast, days=2)
    assert (ScreeningHit.objects.get().lapsed_on, ScreeningHit.objects.get().state) == (None, "open")


def test_hits_follow_a_merged_supplier_with_the_judgement(cast: Any, read_in: Read) -> None:
    read_in()
    kept = make_supplier(cast.enterprise, "Demodata Maskinvare AS")
    merged = make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    screen(cast)
    judge(cast, ScreeningHit.objects.get(), "cleared")
    merge_suppliers(kept=kept, merged=merged, reason="", by=BY, at=NOW, on=TODAY)
    screen(cast, days=1)
    hit = ScreeningHit.objects.get()
    assert (hit.supplier_id, hit.lapsed_on) == (kept.pk, None)
    assert (hit.state, hit.changed) == ("open", ["subject_name"])


def test_a_judgement_needs_a_reason_and_the_version_that_was_seen(cast: Any, read_in: Read) -> None:
    read_in()
    make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    screen(cast)
    hit = ScreeningHit.objects.get()
    with pytest.raises(NotAllowed, match="no_reason"):
        judge(cast, hit, "cleared", " ")
    with pytest.raises(NotAllowed, match="state_as_before"):
        judge(cast, hit, "open")
    with pytest.raises(StaleVersion):
        judge(cast, hit, "cleared", version=7)
    assert ScreeningHit.objects.get().state == "open"


def test_the_trail_tells_of_hits_and_judgements_and_agrees_with_the_rows(cast: Any, read_in: Read) -> None:
    read_in()
    make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    screen(cast)
    judge(cast, ScreeningHit.objects.get(), "cleared")
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds.count("suppliers_screened") == kinds.count("screening_hit_judged") == 1
    assert "watchlist_imported" in kinds
    assert verify().intact
    assert "changed_without_event" not in verify(records=True).counts


def test_nothing_is_kept_where_the_last_step_fails(cast: Any, read_in: Read, monkeypatch: Any) -> None:
    read_in()
    supplier = make_supplier(cast.enterprise, "Oppdikted Silisium AS")

    def fail(*_words: Any, **_more: Any) -> None:
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(service, "record", fail)
    with pytest.raises(RuntimeError):
        screen(cast)
    supplier.refresh_from_db()
    assert (ScreeningHit.objects.count(), ScreeningRun.objects.count(), supplier.listed_hits) == (0, 0, None)


def test_what_is_owed_is_all_after_an_edition_and_else_new_and_changed_suppliers(cast: Any, read_in: Read) -> None:
    read_in()
    one = make_supplier(cast.enterprise, "Oppdikted Silisium AS")
    assert owing(cast.enterprise, watchlists()) is None
    screen(cast)
    assert owing(cast.enterprise, watchlists()) == set()
    new = make_supplier(cast.enterprise, "Fiktiv Frukt AS")
    Supplier.objects.filter(pk=one.pk).update(updated_at=NOW + timedelta(hours=1))
    assert owing(cast.enterprise, watchlists()) == {one.pk, new.pk}
    assert screen(cast, days=1, suppliers={new.pk}).suppliers == 1
    read_in(LIST, edition="2025-02-01")
    assert owing(cast.enterprise, watchlists()) is None


def test_many_suppliers_take_as_many_queries_as_few(cast: Any, read_in: Read) -> None:
    read_in()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            screen(cast)
        return len(asked)

    for number in range(3):
        make_supplier(cast.enterprise, f"Helt Annet {'x' * number} LLC")
    few = queries()
    for number in range(30):
        make_supplier(cast.enterprise, f"Fiktiv Frukt {number} AS")
    assert queries() <= few + 1
