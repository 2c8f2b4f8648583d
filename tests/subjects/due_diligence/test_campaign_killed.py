"""A campaign whose workers and mail server are killed: each supplier gets one letter, and a link that opens."""

import os
from pathlib import Path

import pytest

from tests.conftest import ALL
from tests.platform.delivery.test_killed import forks, kill_and_judge

SUPPLIERS = int(os.environ.get("SAMSVAR_TEST_SUPPLIERS", "5000" if ALL else "12"))


@pytest.mark.django_db(transaction=True)
def test_a_campaign_that_is_killed_again_and_again_reaches_each_supplier_once(tmp_path: Path) -> None:
    with forks(tmp_path, "tests.subjects.due_diligence.campaign_killing") as made:
        made.wait(made.start("campaign", SUPPLIERS))
        kill_and_judge(made, tmp_path, 1, SUPPLIERS)
