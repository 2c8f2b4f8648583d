"""Assessing every enterprise of the installation, as the day's work does, on as many processors as it is given.

Children only read and work out; the caller's process writes everything in one transaction. So all or nothing is
stored, and SQLite, which has one writer, gains as much as PostgreSQL.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from datetime import date, datetime
from multiprocessing import get_context

from django.db import connection, connections, transaction
from django.db.models import Count

from samsvar.core.catalogues import load_method
from samsvar.core.rules.risk import Assessor
from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import AssessmentRun
from samsvar.subjects.due_diligence.selectors.assessments import work_out_several
from samsvar.subjects.due_diligence.selectors.methods import methods_in_use
from samsvar.subjects.due_diligence.services.assessments import Differing, differing_from_stored, keep_differing

#: Contracts whose facts a process holds at once, where their enterprises are not larger.
_AT_A_TIME = 10_000


def processors() -> int:
    """How many processes this one may keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def assess_all(*, by: Actor, at: datetime, on: date, processes: int = 1) -> list[AssessmentRun]:
    """Assess every enterprise that has contracts, each by its own method and records, as `assess_enterprise` does.

    More `processes` than one see only what is committed, so a caller inside a transaction gets one whatever it asks
    for. They are forked: this process must run no other threads of its own.
    """
    if connection.in_atomic_block or processes < 2 or not hasattr(os, "fork"):
        with transaction.atomic():
            assessing = _Assessing(on)
            return [keep_differing(each, by=by, at=at) for group in _together() for each in assessing.work_out(group)]
    with transaction.atomic():
        show_to(operator(on=on))
        groups, assessing = _together(), _Assessing(on)
    if not groups:
        return []
    connections.close_all()  # two processes must not share a connection
    with ProcessPoolExecutor(min(processes, len(groups)), get_context("fork"), _begin_child, (assessing,)) as children:
        # All children are forked as the first group is handed over: before this process opens a connection anew.
        answers = [children.submit(_in_child, group) for group in groups]
        with transaction.atomic():
            return [keep_differing(each, by=by, at=at) for answer in answers for each in answer.result()]


def _together() -> list[list[OrgUnit]]:
    """The enterprises with contracts, as many together as memory should hold the contracts of."""
    counted = Contract.objects.order_by().values_list("enterprise").annotate(count=Count("pk"))
    counts: dict[int, int] = dict(counted)
    groups: list[list[OrgUnit]] = []
    contracts = 0
    for enterprise in OrgUnit.objects.filter(pk__in=counts).order_by("path"):
        contracts += counts[enterprise.pk]
        if not groups or contracts > _AT_A_TIME:
            groups.append([])
            contracts = counts[enterprise.pk]
        groups[-1].append(enterprise)
    return groups


class _Assessing:
    """What enterprises are assessed by on a day; those that follow the shipped method share what it remembers."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.catalogues = risk_catalogues()
        self.methods = methods_in_use()
        self.shared = Assessor(load_method(), self.catalogues, on, explained=False)

    def work_out(self, enterprises: list[OrgUnit]) -> Iterator[Differing]:
        """What the enterprises' assessment changes. Writes nothing."""
        own = {each: self.methods.get(each.pk) for each in enterprises}
        assessors = {
            each: self.shared if method is None else Assessor(method, self.catalogues, self.on, explained=False)
            for each, method in own.items()
        }
        yield from map(differing_from_stored, work_out_several(assessors, self.on))


#: What a forked process was handed by the one it came from.
_handed: list[_Assessing] = []


def _begin_child(assessing: _Assessing) -> None:
    _handed[:] = [assessing]


def _in_child(group: list[OrgUnit]) -> list[Differing]:
    """In a forked process: what the group's assessment changes. SQLite reads beside the caller's open transaction."""
    (assessing,) = _handed
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        show_to(operator(on=assessing.on))
        return list(assessing.work_out(group))
