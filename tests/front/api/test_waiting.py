"""What calls do while another one holds what they need; on PostgreSQL, where more than one writes at a time."""

from datetime import timedelta
from typing import Any

import pytest

from samsvar.platform.forms.models import TakenNumber
from tests.cast import NOW
from tests.front.api.conftest import Program

pytestmark = pytest.mark.postgresql
TABLE = TakenNumber._meta.db_table
SUPPLIER = {"name": "Tulle Transport AS"}


def test_old_answers_that_a_long_call_is_removing_stop_nobody(somebody_else: Any, program: Program) -> None:
    old = NOW - timedelta(hours=25)
    TakenNumber.objects.create(digest="a" * 64, taken_at=old)
    somebody_else.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - the name is ours
    assert program.call("post", "suppliers", SUPPLIER, Idempotency_Key="ny").status_code == 201


def test_who_waited_too_long_for_another_is_told_to_come_again(somebody_else: Any, program: Program) -> None:
    somebody_else.execute(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
    status, error = program.refused("post", "suppliers", SUPPLIER, Idempotency_Key="en")
    assert (status, error["code"]) == (503, "busy")
