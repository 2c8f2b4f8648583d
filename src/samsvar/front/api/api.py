"""The API object: who may call, how bodies are read, how refusals are told, and every resource."""

from functools import cache
from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from samsvar.core.documents.model import Language
from samsvar.front.api.caller import AUTH
from samsvar.front.api.errors import handle_errors
from samsvar.front.api.parser import StrictParser
from samsvar.front.api.resources import (
    actions,
    areas,
    assessments,
    campaigns,
    catalogues,
    contract_changes,
    documents,
    figures,
    goals,
    impact_records,
    impacts,
    imports,
    me,
    meetings,
    partners,
    people,
    plans,
    statements,
    strategies,
    suppliers,
    trail,
    units,
    wheel,
    workforce,
)
from samsvar.front.api.schemas import REFUSALS, RefusedResponse
from samsvar.platform.ui.language import current_language

#: `contract_changes` adds its operations to the router of `contracts`.
ROUTERS = [
    module.router
    for module in (
        *(me, units, people, suppliers, partners, contract_changes, assessments, impacts, impact_records, areas),
        *(campaigns, actions, plans, goals, figures, wheel, documents, meetings, strategies),
        *(workforce, catalogues, statements, imports, trail),
    )
]


class Api(NinjaAPI):
    """Operations go by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def made() -> NinjaAPI:
    """The API with all its resources, without ninja's own pages (they fetch from outside)."""
    api = Api(
        title="Samsvar",
        version="1",
        description="Money is whole øre, days are ISO dates, instants are UTC, null is unknown. See docs/api.md.",
        urls_namespace="api",
        docs_url=None,
        openapi_url=None,
        auth=list(AUTH),
        parser=StrictParser(),
    )
    handle_errors(api)
    refusals = dict.fromkeys(REFUSALS, RefusedResponse)
    for router in ROUTERS:
        for view in router.path_operations.values():
            for operation in view.operations:
                operation.response_models |= refusals
        api.add_router("", router)
    return api


API = made()


def described(prefix: str) -> dict[str, Any]:
    """The OpenAPI description, with summaries in the active language. `prefix` is where the API is mounted."""
    return dict(_described(prefix, current_language()))


@cache
def _described(prefix: str, language: Language) -> dict[str, Any]:
    """It is the same until the program ends, and takes half a second to make."""
    return dict(API.get_openapi_schema(path_prefix=prefix))
