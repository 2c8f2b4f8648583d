"""All that the demo has laid, through every service there is, stands in its trail as it stands in its tables."""

from collections import Counter

import pytest

from samsvar.platform.audit.verification import verify

pytestmark = pytest.mark.browser  # in the run that has the demo


def test_every_record_of_the_demo_is_as_its_last_event_tells(demo: None) -> None:
    found = verify(records=True)
    assert Counter((each.code, each.facts.get("table")) for each in found.findings) == {}
    assert found.rows > 1_000
