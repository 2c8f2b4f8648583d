"""Setup: who sees and changes units, people, the enterprise's description, tokens and the trail."""

from datetime import date

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.services import create_token
from samsvar.platform.delivery.services import Recipient
from samsvar.platform.delivery.trial import queue_test
from samsvar.platform.organisation import services
from tests.cast import CANARY, NOW, TODAY, Cast, key_of
from tests.pages.rows import Places, Row, everyone


def lay(cast: Cast) -> Places:
    """The same things in both enterprises; the neighbour's carry the canary."""
    places = {
        "own unit": {"key": "nett"},
        "neighbour's unit": {"key": "naboavd"},
        "own person": {"key": cast.ola.key},
        "neighbour's person": {"key": cast.nils.key},
        "own role": {"key": key_of("role ola")},
        "neighbour's role": {"key": key_of("role nils")},
        "own event": {"number": 1},
    }
    for whose, enterprise, name in (("own", "eksempel", "Vårt"), ("neighbour's", "nabo", CANARY)):
        keeper = "kari" if whose == "own" else "nils"
        at = {"by": cast.actor(keeper), "at": NOW}
        unit, person = cast.units[enterprise], cast.people[keeper]
        body = services.create_body(enterprise=unit, name_nb=f"{name} styre", kind="board", **at)
        seat = services.add_member(body=body, name=f"{name} medlem", valid_from=TODAY, **at)
        post = services.fill_post(enterprise=unit, duty="due_diligence", person=person, valid_from=TODAY, **at)
        fields = {"unit": unit, "name": f"{name} kontor", "kind": "office", "place": f"{name} by"}
        site = services.save_site(enterprise=unit, fields=fields, **at)
        services.set_key_figure(enterprise=unit, year=2024, kind="employees", value=976, source=f"{name} rapport", **at)
        services.save_profile(enterprise=unit, fields={"owner": f"{name} eier"}, **at)
        token, _secret = create_token(
            enterprise=unit,
            name=f"{name} program",
            owner=cast.viewer(keeper),
            permissions=[Permission.VIEW_CONTRACTS],
            ends_on=date(2025, 12, 31),
            at=NOW,
        )
        to = Recipient(f"{name}@example.org".lower(), f"{name} mottaker")
        message = queue_test(to=to, enterprise=unit, **at)
        rows = {"message": message, "body": body, "seat": seat, "post": post, "site": site, "token": token}
        places |= {f"{whose} {kind}": {"key": row.key} for kind, row in rows.items()}
    return places


def more(cast: Cast, count: int) -> None:
    """Many more people, units and roles at the neighbour's."""
    at = {"by": cast.actor("nils"), "at": NOW}
    for number in range(count // 4):
        services.create_person(
            email=f"{CANARY}{number}@example.org", name=f"{CANARY} {number}", enterprise=cast.neighbour, **at
        )
        services.create_unit(
            parent=cast.neighbour, number=f"n{number}", name_nb=f"Avdeling {CANARY} {number}", kind="section", **at
        )
        queue_test(to=Recipient(f"{CANARY}{number}@example.org"), enterprise=cast.neighbour, **at)
        services.set_key_figure(
            enterprise=cast.neighbour, year=1990 + number % 60, kind="turnover", value=number, source=CANARY, **at
        )


#: Who has a role today, and so a page of units.
_WITH_ROLE = ("kari", "ola", "nils", "administrator", "auditor", "director", "chair", "owner", "leader", "sibling")
WITH_ROLE = dict.fromkeys((*_WITH_ROLE, "lookalike", "regional", "berit"), 200)
#: Those whose role is on the whole enterprise Eksempel.
WHOLE = dict.fromkeys(("kari", "ola", "administrator", "auditor", "director", "chair"), 200)
#: Those who read, but do not change, there.
READERS = dict.fromkeys(("ola", "auditor", "director", "chair"), 403)
#: Others see their own enterprise's page at the same address (`chosen_enterprise`).
ELSEWHERE = dict.fromkeys(("nils", "regional", "berit"), 200)
CHANGERS = {"kari": 200, "administrator": 200}
CHANGED = {"kari": 302, "administrator": 302}
OWN_CHANGERS = {"nils": 200, "berit": 200, "regional": 403}

NEW_UNIT = {"name_nb": "Seksjon ny", "kind": "section"}
NEW_PERSON = {
    "name": "Nora Ny",
    "email": "nora@example.org",
    "language": "nb",
    "role": "leader",
    "unit": "nett",
    "valid_from": "2025-05-20",
}


def own_page(name: str) -> Row:
    """A page of the chosen enterprise that all with a role on the whole of it read."""
    return Row(f"administration:{name}", get=everyone(404, **WHOLE, **ELSEWHERE))


def own_form(name: str) -> Row:
    """A form of the chosen enterprise; what is missing is said."""
    given = everyone(404, **{**READERS, **CHANGERS, **OWN_CHANGERS})
    return Row(f"administration:{name}", get=given, post=everyone(404, **_refused(given)))


def _refused(given: object) -> dict[str, int]:
    """The statuses of an empty form posted: 422 for those who see it."""
    assert isinstance(given, dict)
    return {actor: 422 if status == 200 else status for actor, status in given.items() if actor != "anonymous"}


def own_record(name: str, kind: str, *, read: bool = False) -> list[Row]:
    """A record of Eksempel: the neighbour's does not exist for anybody but the neighbour."""
    changers = {**READERS, **CHANGERS}
    seen = {**WHOLE} if read else changers
    post = {actor: 422 if status == 200 else status for actor, status in changers.items()}
    neighbours = everyone(404, nils=200)
    return [
        Row(f"administration:{name}", at=f"own {kind}", get=everyone(404, **seen), post=everyone(404, **post)),
        Row(f"administration:{name}", at=f"neighbour's {kind}", get=neighbours, post=everyone(404, nils=422)),
    ]


#: All who see their own enterprise may see that there is an outbox; the administrator alone what is in it.
_MAIL = {**dict.fromkeys((*WHOLE, *ELSEWHERE), 403), "administrator": 200}
_MAILED = {**_MAIL, "administrator": 302}
_SEES_NETT = {**WHOLE, "leader": 200}
_PEOPLE_SEERS = dict.fromkeys((*WHOLE,), 200)
_CHANGES_NETT = {**READERS, **CHANGERS, "leader": 403}

ROWS = [
    Row("administration:units", get=everyone(200)),
    Row("administration:units", query="?q=avdeling", get=everyone(200)),
    Row("administration:units", query="?open=naboavd&ended=1", get=everyone(200)),
    Row("administration:unit", at="own unit", get=everyone(404, **_SEES_NETT)),
    Row("administration:unit", at="neighbour's unit", get=everyone(404, nils=200)),
    Row("administration:parts", at="own unit", get=everyone(404, **_SEES_NETT)),
    Row("administration:parts", at="neighbour's unit", get=everyone(404, nils=200)),
    Row(
        "administration:add_unit",
        at="own unit",
        get=everyone(404, **_CHANGES_NETT),
        post=everyone(404, **{**_CHANGES_NETT, **CHANGED}),
        body=NEW_UNIT,
    ),
    Row(
        "administration:add_unit",
        at="neighbour's unit",
        get=everyone(404, nils=200),
        post=everyone(404, nils=302),
        body=NEW_UNIT,
    ),
    *(
        Row(
            f"administration:{name}",
            at="own unit",
            get=everyone(404, **_CHANGES_NETT),
            post=everyone(404, **{**_CHANGES_NETT, "kari": 422, "administrator": 422}),
        )
        for name in ("edit_unit", "move_unit", "end_unit")
    ),
    Row(
        "administration:move_unit",
        at="own unit",
        get=everyone(404, **_CHANGES_NETT),
        post=everyone(404, **{**_CHANGES_NETT, "kari": 422, "administrator": 422}),
        body={"parent": "naboavd", "on": "2025-05-20"},
    ),
    Row("administration:people", get=everyone(404, **WITH_ROLE)),
    Row("administration:people", query="?q=n&closed=1", get=everyone(404, **WITH_ROLE)),
    Row("administration:roles", get=everyone(404, **WITH_ROLE)),
    Row(
        "administration:add_person",
        get=everyone(404, **{**dict.fromkeys(WITH_ROLE, 403), "administrator": 200}),
        post=everyone(404, **{**dict.fromkeys(WITH_ROLE, 403), "administrator": 200}),
        body=NEW_PERSON,
    ),
    Row(
        "administration:person",
        at="own person",
        get=everyone(404, **WHOLE),
        post=everyone(404, **{**dict.fromkeys(WHOLE, 403), "administrator": 302}),
        body={"role": "leader", "unit": "nett", "valid_from": "2025-05-20"},
    ),
    Row("administration:person", at="neighbour's person", get=everyone(404, nils=200), post=everyone(404, nils=403)),
    *(
        Row(
            f"administration:{name}",
            at="own person",
            get=everyone(404, **{**dict.fromkeys(WHOLE, 403), "administrator": 200}),
            post=everyone(404, **{**dict.fromkeys(WHOLE, 403), "administrator": status}),
        )
        for name, status in (("edit_person", 422), ("close_person", 302), ("new_link", 200))
    ),
    *(
        Row(
            f"administration:{name}",
            at="neighbour's person",
            get=everyone(404, nils=403),
            post=everyone(404, nils=403),
        )
        for name in ("edit_person", "close_person", "new_link")
    ),
    Row(
        "administration:end_role",
        at="own role",
        get=everyone(404, **{**dict.fromkeys(WHOLE, 403), "administrator": 200}),
        post=everyone(404, **{**dict.fromkeys(WHOLE, 403), "administrator": 302}),
        body={"last_day": "2025-05-20"},
    ),
    Row("administration:end_role", at="neighbour's role", get=everyone(404, nils=403), post=everyone(404, nils=403)),
    *(own_page(name) for name in ("profile", "posts", "bodies", "sites", "key_figures")),
    *(own_form(name) for name in ("add_post", "add_body", "add_site", "set_key_figure")),
    Row(
        "administration:edit_profile",
        get=everyone(404, **{**READERS, **CHANGERS, **OWN_CHANGERS}),
        post=everyone(404, **{**READERS, **CHANGED, "nils": 302, "berit": 302, "regional": 403}),
        body={"owner": "Staten"},
    ),
    *own_record("body", "body", read=True),
    *own_record("edit_body", "body"),
    *own_record("end_member", "seat"),
    *own_record("end_post", "post"),
    *own_record("site", "site"),
    Row(
        "administration:tokens",
        get=everyone(404, **{**READERS, **CHANGERS, **OWN_CHANGERS}),
    ),
    own_form("add_token"),
    Row(
        "administration:revoke_token",
        at="own token",
        get=everyone(404, **{**READERS, **CHANGERS, "regional": 403}),
        post=everyone(404, **{**READERS, **CHANGED, "regional": 403}),
    ),
    Row(
        "administration:revoke_token",
        at="neighbour's token",
        get=everyone(404, **{**READERS, "nils": 200, "regional": 403}),
        post=everyone(404, **{**READERS, "nils": 302, "regional": 403}),
    ),
    *(
        Row(f"administration:{name}", query=query, get=everyone(404, **_MAIL))
        for name, query in (("mail", ""), ("mail", "?view=sent&page=2"), ("mail_open", ""))
    ),
    Row("administration:mail", query="?view=hemmelig", get=everyone(404, **{**_MAIL, "administrator": 400})),
    Row("administration:mail_open", get=everyone(404, **_MAIL), post=everyone(404, **_MAILED)),
    Row("administration:mail_test", post=everyone(404, **_MAILED)),
    *(
        row
        for whose, seen in (("own", 200), ("neighbour's", 404))
        for row in (
            Row("administration:mail_message", at=f"{whose} message", get=everyone(404, administrator=seen)),
            *(
                Row(
                    f"administration:{name}",
                    at=f"{whose} message",
                    post=everyone(404, administrator=302 if seen == 200 else 404),
                )
                for name in ("mail_again", "mail_give_up")
            ),
        )
    ),
    Row(
        "administration:trail",
        get=everyone(404, **{**WHOLE, **ELSEWHERE, "ola": 403, "chair": 403, "regional": 403}),
    ),
    Row(
        "administration:trail",
        query="?q=n&kind=body_saved&first=2025-01-01&last=2025-12-31",
        get=everyone(404, **{**WHOLE, **ELSEWHERE, "ola": 403, "chair": 403, "regional": 403}),
    ),
    Row(
        "administration:event",
        at="own event",
        get=everyone(404, **{**WHOLE, "nils": 200, "ola": 403, "chair": 403, "regional": 403}),
    ),
]
