"""A prepared query gives what the query itself gives, and reads the records anew each time."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.organisation.models import OrgUnit
from tests.cast import TODAY
from tests.queries import at_most


def units(cast: Any) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.filter(enterprise=cast.enterprise).select_related("parent").order_by("path")


def held() -> QuerySet[RoleAssignment]:
    on = Given("on", DateField())
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return RoleAssignment.objects.filter(lasts, valid_from__lte=on, person=Given("person", BigIntegerField()))


def test_instances_have_their_columns_their_relations_and_what_is_annotated(cast: Any) -> None:
    rows = units(cast).annotate(called=F("name_nb"))
    with at_most(1):
        found = ask(("all", cast.enterprise.pk), lambda: rows)
        shown = [(each.pk, each.path, each.called, each.parent and each.parent.name_nb) for each in found]
    assert shown == [(each.pk, each.path, each.called, each.parent and each.parent.name_nb) for each in rows]
    assert not found[0]._state.adding
    assert found[0].created_at == rows[0].created_at


def test_tuples_come_in_the_order_asked_for_as_python_values(cast: Any) -> None:
    rows = RoleAssignment.objects.order_by("pk").values_list("valid_from", "role", "created_at")
    assert ask("tuples", lambda: rows) == list(rows)


def test_records_are_read_anew_each_time_and_the_query_is_built_once(cast: Any) -> None:
    built = []

    def build() -> QuerySet[OrgUnit]:
        built.append("once")
        return units(cast)

    before = ask(("anew", cast.enterprise.pk), build)
    OrgUnit.objects.filter(pk=before[0].pk).update(name_nb="Nytt navn")
    assert ask(("anew", cast.enterprise.pk), build)[0].name_nb == "Nytt navn"
    assert len(built) == 1


def test_given_values_are_the_ones_of_each_asking(cast: Any) -> None:
    def roles(name: str, on: date) -> list[str]:
        return [row.role for row in ask("held", held, person=getattr(cast, name).pk, on=on)]

    assert roles("kari", TODAY) == ["csr_adviser"]
    assert roles("ola", TODAY) == ["hse_adviser"]
    assert roles("ended", TODAY) == []
    assert roles("ended", date(2025, 5, 19)) == ["csr_adviser"]


def test_a_query_that_can_find_nothing_asks_nothing(cast: Any) -> None:
    with at_most(0):
        assert ask("nothing", lambda: OrgUnit.objects.filter(pk__in=[])) == []


@pytest.mark.postgresql
def test_the_server_plans_a_look_up_by_keys_once_for_each_connection(cast: Any) -> None:
    def build() -> Any:
        return OrgUnit.objects.filter(key=Given("key", CharField()))

    with CaptureQueriesContext(connection) as queries:
        for _ in range(4):
            assert ask("planned once", build, key=cast.enterprise.key) == [cast.enterprise]
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans + custom_plans, statement FROM pg_prepared_statements")
        asked = {statement: plans for plans, statement in cursor.fetchall()}
    assert [plans for statement, plans in asked.items() if "orgunit" in statement] == [3], "the first is not prepared"
    assert len(queries) == 4
    assert all("orgunit" in query["sql"] for query in queries), "the log of queries has the text"
