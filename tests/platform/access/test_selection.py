from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from samsvar.platform.access.guards import find_or_404
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.organisation.models import OrgUnit


def request_for(viewer: Any, address: str = "/", session: dict[str, Any] | None = None) -> Any:
    request = RequestFactory().get(address)
    request.session = session or {}  # type: ignore[assignment]
    request.viewer = viewer  # type: ignore[attr-defined]
    return request


def test_the_enterprise_of_the_first_role_is_not_read_again(cast: Any, django_assert_num_queries: Any) -> None:
    request = request_for(cast.viewer("kari"))
    with django_assert_num_queries(0):
        assert chosen_unit(request) == cast.enterprise
        assert chosen_enterprise(request) == cast.enterprise


def test_a_unit_chosen_before_goes_before_the_first_role(cast: Any, django_assert_num_queries: Any) -> None:
    ward = cast.units["vakt"]
    request = request_for(cast.viewer("kari"), session={"unit": ward.key})
    with django_assert_num_queries(1):
        assert chosen_unit(request) == ward
        assert chosen_enterprise(request) == cast.enterprise


def test_a_neighbours_unit_is_not_chosen_whichever_way_it_is_named(cast: Any) -> None:
    viewer = cast.viewer("kari")
    with pytest.raises(Http404):
        chosen_unit(request_for(viewer, f"/?unit={cast.neighbour.key}"))
    assert chosen_unit(request_for(viewer, session={"unit": cast.neighbour.key})) == cast.enterprise


def test_somebody_without_a_role_has_no_unit(cast: Any) -> None:
    with pytest.raises(Http404):
        chosen_unit(request_for(cast.viewer("per")))


def test_no_text_with_a_nul_finds_a_row(cast: Any) -> None:
    with pytest.raises(Http404):
        find_or_404(OrgUnit.objects.all(), key="\0")
    assert OrgUnit.objects.exists()  # on PostgreSQL the question itself would have ended the transaction
