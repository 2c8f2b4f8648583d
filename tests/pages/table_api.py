"""Rows of the API. Without a token or a session everything answers 401; lists answer 403 to those without the right."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import CANARY, Cast
from tests.front.api.records import Laid, lay_records, make_contract, make_supplier
from tests.pages import rows_api_steering
from tests.pages.rows import ACTORS, Places, Row, Statuses, everyone

#: By permission, those who have it on some unit.
CHAIN = ("kari", "nils", "auditor", "director", "chair", "owner", "leader", "sibling", "lookalike", "regional", "berit")
UNITS = (*CHAIN, "ola", "administrator")
ACTIONS = (*CHAIN, "ola")
WORKFORCE = ("kari", "ola", "nils", "auditor", "director", "chair", "lookalike", "regional", "berit")
TRAIL = ("kari", "nils", "administrator", "auditor", "director", "lookalike", "berit")
MANAGE = ("kari", "nils", "owner", "lookalike", "regional", "berit")

#: Who sees Kari's rows: of the enterprise as a whole, and of the department `nett`.
WHOLE = ("kari", "auditor", "director", "chair")
WITH_ROLE = (*WHOLE, "ola", "administrator", "owner", "leader", "sibling", "lookalike")
NETT = (*WHOLE, "leader")
UNIT_SEEN = (*NETT, "ola", "administrator")


def of(names: tuple[str, ...], others: int, **more: int) -> Statuses:
    """200 for these, the other status for the rest; those in `more` as said."""
    return everyone(others, anonymous=401, **{**dict.fromkeys(names, 200), **more})


def changing(seen: tuple[str, ...], status: int = 200, unseen: int = 404, **who: int) -> Statuses:
    """Kari (and those of `who`) may; others who see get 403, those who do not see get what unseen gives."""
    return everyone(unseen, anonymous=401, **{**dict.fromkeys(seen, 403), "kari": status, **who})


def each(status: int) -> Statuses:
    return everyone(status, anonymous=401)


def lay(cast: Cast) -> Places:
    """Records of Kari's enterprise and the neighbour's, by what stands in the addresses."""
    records = lay_records(cast)
    own, theirs = _places(records.own, "own"), _places(records.neighbours, "neighbour's")
    return {
        **own,
        **theirs,
        "edition": {"source": "cpi", "edition": "2024"},
        "suppliers file": {"kind": "suppliers"},
        "own person": {"key": cast.kari.key},
        "neighbour's person": {"key": cast.nils.key},
        "nowhere": {"rest": "ingenting/her"},
    }


def more(cast: Cast, count: int) -> None:
    """Many more of the neighbour's."""
    supplier = make_supplier(cast.neighbour, f"{CANARY} Transport AS")
    for number in range(count):
        make_contract(cast.neighbour, supplier, f"T-{number}", f"Transport {CANARY}")


def _places(laid: Laid, whose: str) -> dict[str, Mapping[str, Any]]:
    nouns = ("unit", "supplier", "partner", "contract", "impact", "area", "action", "workforce", "draft", "published")
    nouns += ("campaign",)
    steering = laid.steering
    return {
        **{f"{whose} {noun}": {"key": getattr(laid, noun).key} for noun in nouns},
        **{f"{whose} {noun.name}": {"key": getattr(steering, noun.name).key} for noun in fields(steering)},
        f"{whose} edition": {"key": steering.strategy.key, "year": "2025"},
        f"{whose} link": {"key": laid.impact.key, "link": laid.link.key},
        f"{whose} event": {"hash": laid.event.hash},
        f"{whose} file": {"key": laid.published.key, "form": "json"},
    }


def _contract(places: Places) -> Mapping[str, Any]:
    supplier = places["own supplier"]["key"]
    return {"number": "N", "title": "N", "supplier": supplier, "kind": "goods", "ownership": "own", "unit": "nett"}


def _upload(_places: Places) -> Mapping[str, Any]:
    return {"file": SimpleUploadedFile("leverandører.csv", "Navn\nPåfunn AS\n".encode())}


def api(name: str, **more_: Any) -> Row:
    return Row(f"api:{name}", json=True, **more_)


def both(name: str, noun: str, seen: tuple[str, ...], **more_: Any) -> list[Row]:
    """The row at Kari's place, and at the neighbour's, where only Nils sees anything."""
    theirs: dict[str, Any] = {key: value for key, value in more_.items() if key in ("body", "query")}
    return [
        api(name, at=f"own {noun}", get=of(seen, 404), **more_),
        api(name, at=f"neighbour's {noun}", get=of(("nils",), 404), **theirs),
    ]


VERSION = {"version": 1}
LINK = {"certainty": "certain", "reason": "Sett"}
NOTE = {"noted_on": "2025-05-20", "channel": "Møte", "text": "Nytt"}
ONE_ENTERPRISE = {"nils": 201, "berit": 201, "regional": 201}


def _add_link(places: Places) -> Mapping[str, Any]:
    return {**LINK, "supplier": places["own supplier"]["key"]}


ROWS = [
    Row("api:operations", get=everyone(200)),
    api("description", get=each(200)),
    api("nothing", at="nowhere", get=each(404)),
    api("get_me", get=each(200)),
    api(
        "list_units",
        get=of(UNITS, 403),
        post=changing(UNIT_SEEN, 201, unseen=422, leader=422, administrator=201),
        body={"parent": "divisjon1", "name_nb": "Ny", "kind": "section"},
    ),
    *both(
        "get_unit",
        "unit",
        UNIT_SEEN,
        patch=changing(UNIT_SEEN, administrator=200),
        body={"name_nb": "Nytt navn", **VERSION},
    ),
    api("list_people", get=of(UNITS, 403)),
    api("get_person", at="own person", get=of((*WHOLE, "ola", "administrator"), 404)),
    api("get_person", at="neighbour's person", get=of(("nils",), 404)),
    api(
        "list_suppliers",
        get=of(CHAIN, 403),
        post=changing((), 201, unseen=403, **ONE_ENTERPRISE),
        body={"name": "Påfunn AS"},
    ),
    *both("get_supplier", "supplier", NETT, patch=changing(NETT), body={"open_gaps": 2, **VERSION}),
    api("list_partners", get=of(CHAIN, 403)),
    *both("get_partner", "partner", WHOLE),
    api(
        "list_contracts",
        get=of(CHAIN, 403),
        post=changing(UNIT_SEEN, 201, unseen=422),
        body=_contract,
    ),
    *both("get_contract", "contract", NETT, patch=changing(NETT), body={"title": "Ny", **VERSION}),
    *both("explain_contract", "contract", NETT),
    api(
        "list_assessments",
        get=of(CHAIN, 403),
        post=changing((), unseen=403, nils=200, berit=200, regional=200),
        body={"enterprise": None},
    ),
    api(
        "list_impacts",
        get=of(CHAIN, 403),
        post=changing(UNIT_SEEN, 201, unseen=422),
        body={"title": "Ny", "actuality": "potential", "unit": "nett"},
    ),
    *both("get_impact", "impact", NETT, patch=changing(NETT), body={"title": "Ny", **VERSION}),
    *both(
        "get_verification",
        "impact",
        NETT,
        post=changing(NETT),
        body={"verification": "confirmed", "reason": "Sett", **VERSION},
    ),
    *both(
        "get_closing",
        "impact",
        NETT,
        post=changing(NETT, 422),
        body={"conclusion": "Ferdig", "closed_on": "2025-05-20", **VERSION},
    ),
    *both("list_links", "impact", NETT, post=changing(NETT, 201), body=_add_link),
    *both("get_link", "link", NETT, patch=changing(NETT), delete=changing(NETT, 204), body={**LINK, **VERSION}),
    *both("list_entries", "impact", NETT, post=changing(NETT, 201), body=NOTE),
    api("list_areas", get=of(CHAIN, 403)),
    *both("get_area", "area", WHOLE),
    api("list_campaigns", get=of(CHAIN, 403)),
    *both("get_campaign", "campaign", WHOLE),
    api("list_answers", get=of(CHAIN, 403)),
    api(
        "list_actions",
        get=of(ACTIONS, 403),
        post=changing(UNIT_SEEN, 201, unseen=422, leader=201, ola=201),
        body={"title": "Ny", "unit": "nett"},
    ),
    *both(
        "get_action",
        "action",
        (*NETT, "ola"),
        patch=changing((*NETT, "ola"), leader=200, ola=200),
        body={"title": "Ny", **VERSION},
    ),
    *both(
        "get_status",
        "action",
        (*NETT, "ola"),
        post=changing((*NETT, "ola"), leader=200, ola=200),
        body={"status": "in_progress", **VERSION},
    ),
    api("list_workforce", get=of(WORKFORCE, 403)),
    *both("get_workforce", "workforce", (*WHOLE, "ola")),
    api("list_editions", get=each(200)),
    api("get_edition", at="edition", get=each(200)),
    api("list_rows", at="edition", get=each(200)),
    api("list_statements", get=each(200)),
    *both("get_statement", "draft", WHOLE),
    *both("get_statement", "published", WITH_ROLE),
    *both("get_document", "draft", WHOLE),
    *both("get_file", "file", WITH_ROLE),
    api("list_kinds", get=each(200)),
    Row(
        "api:get_kind",
        at="suppliers file",
        get=of(MANAGE, 404),
        post=everyone(
            404, anonymous=401, owner=403, lookalike=403, **dict.fromkeys(("kari", "nils", "berit", "regional"), 200)
        ),
        body=_upload,
    ),
    api("list_events", get=of(TRAIL, 403)),
    *both("get_event", "event", ("kari", "administrator", "auditor", "director")),
    *rows_api_steering.ROWS,
]

assert set(UNITS) < set(ACTORS)
