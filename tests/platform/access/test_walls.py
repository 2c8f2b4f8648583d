"""On PostgreSQL the database itself keeps the enterprises apart, with the ORM's scoping switched off."""

import pytest
from django.db import connection, transaction

from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import raise_walls, show_enterprises, show_to, unwalled_tables, walled_models
from samsvar.platform.organisation.models import Body, KeyFigure
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.postgresql


@pytest.fixture
def web(cast):
    """Rows of two enterprises behind the walls, read by a role that owns no tables."""
    for enterprise in (cast.enterprise, cast.neighbour, cast.units["liksom"]):
        Body.objects.create(enterprise=enterprise, name_nb=enterprise.key, kind="board", created_at=NOW, updated_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE samsvar_web NOLOGIN")
        cursor.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO samsvar_web")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samsvar_web")
        cursor.execute("SET LOCAL ROLE samsvar_web")
    show_enterprises([])
    yield cast
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def seen() -> set[str]:
    return set(Body.objects.values_list("name_nb", flat=True))


def test_no_setting_no_rows(web):
    assert seen() == set()


def test_only_the_shown_enterprises_rows_come_back(web):
    show_enterprises([web.enterprise.pk])
    assert seen() == {"eksempel"}
    assert Body.objects.count() == 1
    assert not Body.objects.filter(name_nb="nabo").exists()


def test_kari_sees_her_enterprise_and_per_none(web):
    show_to(web.viewer("kari"))
    assert seen() == {"eksempel"}
    show_to(web.viewer("per"))
    assert seen() == set()


def test_a_region_reaches_the_trusts_beneath_it(web):
    show_to(web.viewer("regional"))
    assert seen() == {"liksom"}


def test_the_operators_commands_see_all(web):
    show_to(operator(on=TODAY))
    assert seen() == {"eksempel", "nabo", "liksom"}


def test_nobody_writes_into_another_enterprise(web):
    show_enterprises([web.enterprise.pk])
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        KeyFigure.objects.create(
            enterprise=web.neighbour, year=2024, kind="employees", value=1, source="x", created_at=NOW, updated_at=NOW
        )


def test_every_table_with_an_enterprise_stands_behind_the_wall(db):
    assert {"organisation_body", "organisation_keyfigure"} <= {model._meta.db_table for model in walled_models()}
    assert unwalled_tables() == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE organisation_body NO FORCE ROW LEVEL SECURITY")
    assert unwalled_tables() == ["organisation_body"]
    raise_walls()
    assert unwalled_tables() == []


def test_a_request_sees_its_own_enterprise_through_the_whole_page(web, client, signed_in):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    signed_in(client, web.kari)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE samsvar_web")
    page = client.get("/oppsett/organer/").content.decode()
    assert "eksempel" in page
