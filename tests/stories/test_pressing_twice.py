"""Somebody impatient presses the button three times before the page has answered."""

import pytest

from samsvar.registers.suppliers.models import Supplier
from tests.stories.visiting import Visitor

NAME = "Tulle Hastverk AS"
_THREE_AT_ONCE = """async () => {
  const form = document.querySelector("main form");
  const press = () => fetch(location.href, {method: "POST", body: new URLSearchParams(new FormData(form))});
  const answers = await Promise.all([press(), press(), press()]);
  return answers.map(answer => answer.url);
}"""


@pytest.mark.browser
def test_three_presses_make_one_supplier_and_lead_to_it(visitor: Visitor) -> None:
    page = visitor.open("ingrid", "/leverandorer/ny")
    page.get_by_label("Navn").fill(NAME)
    addresses = page.evaluate(_THREE_AT_ONCE)
    made = Supplier.objects.get(name=NAME)
    assert [made.key in address for address in addresses] == [True, True, True]
