"""Which method an enterprise assesses by, and the versions it has."""

import json
from functools import cache
from typing import Any

from samsvar.core.catalogues import load_method
from samsvar.core.catalogues.editions import FOLDER
from samsvar.core.rules.risk import Method, method_from_plain
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import AssessmentMethod


def method_in_use(enterprise: OrgUnit) -> Method:
    """The method the enterprise has put in use, else the default that ships. One query."""
    chosen = AssessmentMethod.objects.filter(enterprise=enterprise, in_use=True).order_by("-method_version").first()
    return load_method() if chosen is None else as_core(chosen)


def methods_in_use() -> dict[int, Method]:
    """The methods that enterprises have put in use in place of the default, by enterprise. One query."""
    chosen = AssessmentMethod.objects.filter(enterprise__isnull=False, in_use=True).order_by("method_version")
    return {version.enterprise_id: as_core(version) for version in chosen if version.enterprise_id is not None}


def as_core(version: AssessmentMethod) -> Method:
    """A stored version in the form that `core` reads. Raises MethodError where its definition is no method."""
    return method_from_plain({**version.definition, "id": version.code, "version": version.method_version})


def versions_of(enterprise: OrgUnit) -> list[AssessmentMethod]:
    """The enterprise's own versions, newest first. One query."""
    return list(AssessmentMethod.objects.filter(enterprise=enterprise).order_by("-method_version"))


@cache
def shipped_definition() -> dict[str, Any]:
    """The default method as plain data, to be copied and never changed."""
    plain: dict[str, Any] = json.loads((FOLDER / "methods" / "default-1.json").read_text(encoding="utf-8"))
    return plain
