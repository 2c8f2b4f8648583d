"""Rules that imports cannot show: who reads the clock, who queries, who marks text as safe, what has a label."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from samsvar.front.reporting.presenters import reports
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission, Role
from samsvar.platform.administration import presenters as administration
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.wheel.presenters import words as wheel
from samsvar.subjects.governance.presenters import words as governance
from samsvar.subjects.meetings.presenters import words as meetings
from samsvar.subjects.plans.presenters import words as plans
from samsvar.subjects.strategy.presenters import words as strategy

PACKAGE = Path(__file__).parents[2] / "src" / "samsvar"
#: The clock itself, and the demo, which shifts it to the day its story is about.
CLOCKS = (Path("platform/ui/clock.py"), Path("front/cli/demo.py"))
CLOCK_WORDS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("timezone", "now"),
}
#: Reads that are scoped: by the viewer, or by a row or enterprise that was found by one.
REMARK = re.compile(r"{% comment %}.*?{% endcomment %}", re.S)
SCOPED = re.compile(
    r"visible_to\(|visible\(|readable_by\(|usable_by\(|\.filter\(seen\)|enterprises\(\)|viewer\.grants|chosen\.pk|Edition\."
    r"|\b(enterprise|body|body__in|body__enterprise|unit|contract|supplier|statement|impact|area|assessment|event|person"
    r"|user|owner|action|edition|continued_from|enterprise__orgnr|task__in|campaign)(_id|__in|__key)?="
)


@cache
def trees() -> dict[Path, ast.Module]:
    files = (file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts)
    return {file.relative_to(PACKAGE): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(files)}


def calls(file: Path) -> Iterator[tuple[str, str, int]]:
    """Each `name.attribute(…)` as (name, attribute, line)."""
    for node in ast.walk(trees()[file]):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            yield node.func.value.id, node.func.attr, node.lineno


def test_only_one_file_reads_the_clock():
    read = [
        f"{file}:{line}"
        for file in trees()
        if file not in CLOCKS
        for name, attribute, line in calls(file)
        if (name, attribute) in CLOCK_WORDS
    ]
    assert read == []


def test_pages_and_the_api_never_read_all_rows():
    """`Model.objects` in a view or an API resource stands with what narrows it to what the viewer may see."""
    unscoped = []
    for file, tree in trees().items():
        if not ({"views", "resources"} & set(file.parts) or file.stem == "views"):
            continue
        for statement in (node for node in ast.walk(tree) if isinstance(node, ast.stmt)):
            if isinstance(
                statement, ast.FunctionDef | ast.ClassDef | ast.Module | ast.If | ast.For | ast.With | ast.Try
            ):
                continue
            text = ast.unparse(statement)
            if ".objects" in text and not SCOPED.search(text) and "demo_only" not in text:
                unscoped.append(f"{file}:{statement.lineno}: {text[:100]}")
    assert unscoped == [], "\n".join(unscoped)


def test_only_the_components_mark_text_as_safe():
    marked = [
        str(file)
        for file, tree in trees().items()
        if file.parts[:2] != ("platform", "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in ("mark_safe", "format_html")
    ]
    marked += [
        str(page.relative_to(PACKAGE))
        for page in PACKAGE.rglob("templates/**/*.html")
        if page.relative_to(PACKAGE).parts[:2] != ("platform", "ui")
        and re.search(r"\|\s*safe\b|autoescape off", page.read_text(encoding="utf-8"))
    ]
    assert marked == []


def test_no_page_has_scripts_styles_or_handlers_written_into_it():
    """The content security policy would stop them: nothing inline but data."""
    inline = re.compile(r"<script(?![^>]*\b(src=|type=\"application/json\"))|<style\b|\sstyle=|\son[a-z]+=", re.I)
    found = {
        str(page.relative_to(PACKAGE)): inline.search(REMARK.sub("", page.read_text(encoding="utf-8")))
        for page in PACKAGE.rglob("templates/**/*.html")
        if "documents" not in page.parts
    }
    assert [name for name, hit in found.items() if hit] == []


def _choices() -> Iterator[tuple[str, type[models.TextChoices]]]:
    for config in apps.get_app_configs():
        module = config.models_module
        if module is None or not config.name.startswith("samsvar."):
            continue
        for name, found in vars(module).items():
            if isinstance(found, type) and issubclass(found, models.TextChoices) and found is not models.TextChoices:
                yield f"{config.label}.{name}", found


def test_every_choice_of_every_enum_has_a_label_in_bokmaal():
    bare = []
    with translation.override("nb"):
        for name, enum in _choices():
            bare += [f"{name}.{choice.name}" for choice in enum if not str(choice.label).strip()]
            bare += [
                f"{name}.{choice.name}" for choice in enum if str(choice.label) == choice.name.replace("_", " ").title()
            ]
    assert bare == []


def test_every_role_and_permission_is_said_in_words():
    assert set(ROLES) == set(Role)
    assert set(administration.PERMISSION_WORDS) == set(Permission)
    assert {choice for choice, _ in RoleAssignment._meta.get_field("role").choices} == {role.value for role in Role}


#: The words for what each room's services refuse.
WORDS_OF_REFUSALS = {
    "platform/organisation": administration.REFUSALS,
    "platform/access": administration.REFUSALS,
    "registers/wheel": wheel.REFUSALS,
    "subjects/governance": governance.REFUSALS,
    "subjects/meetings": meetings.REFUSALS,
    "subjects/plans": plans.REFUSALS,
    "subjects/reports": reports.REFUSALS,
    "subjects/strategy": strategy.REFUSALS,
}


@pytest.mark.parametrize("room", WORDS_OF_REFUSALS)
def test_every_refusal_of_the_services_has_words(room):
    raised = {
        node.args[0].value
        for file, tree in trees().items()
        if file.as_posix().startswith(f"{room}/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "NotAllowed"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert raised
    assert raised - set(WORDS_OF_REFUSALS[room]) == set()


@pytest.mark.parametrize("model", [m for m in apps.get_models() if issubclass(m, Record)], ids=lambda m: m._meta.label)
def test_every_editable_row_belongs_to_an_enterprise_or_hangs_on_one_that_does(model):
    """Else no wall could stand around it."""
    if model is OrgUnit or model._meta.app_label == "catalogues":
        return
    seen, waiting = set(), [model]
    while waiting:
        at = waiting.pop()
        seen.add(at)
        for field in at._meta.concrete_fields:
            target = field.related_model
            if target is OrgUnit:
                return
            if target is not None and target not in seen:
                waiting.append(target)
    pytest.fail(f"{model._meta.label} hangs on no enterprise")


@pytest.mark.parametrize("model", [m for m in apps.get_models() if issubclass(m, Record)], ids=lambda m: m._meta.label)
def test_no_uniqueness_reaches_across_enterprises(model):
    """A unique column would answer "somebody else has it". Random keys and digests are no secret's neighbour."""
    allowed = {"id", "key", "digest", "path", "sha256", "stored_name", "token", "secret_digest"}
    bare = {
        field.name
        for field in model._meta.concrete_fields
        if field.unique and field.name not in allowed and not isinstance(field, models.OneToOneField)
    }
    assert bare == set()


#: Forms of the account and of somebody's own choices: sent again they say the same once more.
UNNUMBERED = (
    "platform/access/",
    "platform/links/",
    "platform/ui/templates/ui/",
    "front/home/templates/home/units.html",
)


def test_every_form_that_writes_carries_its_one_time_number():
    lacking = [
        str(file.relative_to(PACKAGE))
        for file in sorted(PACKAGE.rglob("*.html"))
        if re.search(r"{% csrf_token %}(?!{% once %})", file.read_text(encoding="utf-8"))
        and not str(file.relative_to(PACKAGE)).startswith(UNNUMBERED)
    ]
    assert not lacking
