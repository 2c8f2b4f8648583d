"""An installation of its own for the drills of `samsvar backup` and `samsvar restore`, and ways to spoil a backup."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


class Installation:
    """An installation of its own in a folder, reached by the command line as an operator would."""

    def __init__(self, var: Path, url: str = "", key: Path | None = None) -> None:
        self.var, self.kept, self.shown = var, "", ""
        var.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMSVAR_")}
        self.environment = {**kept, "SAMSVAR_VAR": str(var), "SAMSVAR_NOW": "2025-05-20T10:00:00+02:00"}
        self.environment |= {"DJANGO_SETTINGS_MODULE": "samsvar.config.settings", "SAMSVAR_PROCESS": "command"}
        self.environment |= {"SAMSVAR_DATABASE_URL": url} if url else {}
        self.environment |= {"SAMSVAR_ANCHOR_KEY_FILE": str(key)} if key else {}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "samsvar.front.cli.main", *words]

    def samsvar(self, *words: str) -> tuple[int, Any]:
        """Exit code and the JSON document."""
        done = subprocess.run(self.command(*words, "--json"), env=self.environment, cwd=ROOT, capture_output=True)
        assert done.stdout, done.stderr.decode()
        return done.returncode, json.loads(done.stdout)

    def python(self, text: str) -> str:
        """What a few lines of Python print, with Django set up for this installation."""
        opening = "import django; django.setup()"
        command = [sys.executable, "-c", f"{opening}\n{text}"]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def make_data(self) -> None:
        subprocess.run(
            [sys.executable, str(ROOT / "bench" / "make_data.py"), "--scale", "0.002"],
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
        )


OPEN_THINGS = """
from datetime import timedelta
from django.contrib.sessions.backends.db import SessionStore
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.services import create_token
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.viewer import viewer_of
from samsvar.platform.links.services import make_sign_in_link
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Recipient
from samsvar.platform.delivery.trial import queue_test
from samsvar.platform.ui.clock import now, today
from django.db import transaction
held = RoleAssignment.objects.filter(role='csr_adviser').select_related('person', 'unit__enterprise').first()
viewer = viewer_of(held.person, on=today())
make_sign_in_link(person=held.person, by=viewer.actor, at=now())
create_token(enterprise=held.unit.enterprise, name='Liksom', owner=viewer, permissions=[Permission.VIEW_CONTRACTS],
    ends_on=today() + timedelta(days=30), at=now())
session = SessionStore(); session['a'] = 1; session.create()
with transaction.atomic():
    queue_test(to=Recipient('kari@example.org'), enterprise=held.unit.enterprise, by=viewer.actor, at=now())
"""
COUNTS = """
import json
from django.contrib.sessions.models import Session
from samsvar.platform.access.models import ApiToken
from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.audit.models import Event
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.models import SingleLink
from samsvar.platform.ui.clock import today
from samsvar.registers.suppliers.models import Contract
from django.db import transaction
with transaction.atomic():
    show_to(operator(on=today()))
    print(json.dumps({
        'contracts': sorted(Contract.objects.values_list('number', 'title', 'value_ore')),
        'messages': list(OutgoingMessage.objects.values_list('status', flat=True)),
        'sessions': Session.objects.count(),
        'open': ApiToken.objects.filter(revoked_at=None).count() + SingleLink.objects.filter(revoked_at=None).count(),
        'restored': [event.about for event in Event.objects.filter(kind='backup_restored')],
    }))
"""


LAY_ROOMS = """
from samsvar.core.readers.attachments import Attachment
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import parse_period
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.evidence import storage
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.indicators.services.definitions import create_indicator
from samsvar.registers.indicators.services.measurements import enter_measurement
from samsvar.subjects.governance.services.documents import add_version, register_document
from samsvar.subjects.governance.services.signing import add_signers, open_round
from samsvar.subjects.plans.services.planned import plan_action
from samsvar.subjects.plans.services.plans import create_plan
from samsvar.subjects.strategy.models import Point
from samsvar.subjects.strategy.services.strategies import register_strategy, save_part
unit = OrgUnit.objects.enterprises().order_by('pk').first()
by = {'by': Actor('', 'samsvar', 'cli'), 'at': now()}
document = register_document(unit=unit, fields={'kind': 'guideline', 'name_nb': 'Liksom retningslinje'}, **by)
version = add_version(document=document, fields={'in_force_from': today()}, **by)
open_round(document_version=version, fields={'kind': 'sign', 'groups': ';hired_in;'}, **by)
add_signers(unit=unit, group='hired_in', names=['Innleid Liksom'], **by)
file = keep_file(enterprise=unit, unit=unit, upload=Attachment('txt', 'retningslinje.txt', b'Vi er hederlige'),
    about=Owner('governing_document', document.key), permission=Permission.VIEW_DOCUMENTS, **by)
indicator = create_indicator(unit=unit, name_nb='Liksom hendelser', unit_of_measure='count', direction='lower',
    period='month', roll_up='sum', formula={'kind': 'given'}, **by)
enter_measurement(indicator=indicator, unit=unit, period=parse_period('2025-01'), figures=Figures(3), today=today(),
    **by)
plan = create_plan(unit=unit, year=2025, fields={'title': 'Liksom plan'}, **by)
action = plan_action(plan=plan, fields={'title': 'Liksom tiltak'}, **by).action
fields = {'kind': 'whole', 'name': 'Liksom strategi', 'unit': unit, 'from_year': 2025, 'to_year': 2026}
edition = register_strategy(enterprise=unit, fields=fields, year=2025, **by).editions.get()
save_part(row=Point(edition=edition), fields={'quadrant': 'challenge', 'text': 'Liksom', 'actions': [action]}, **by)
print(storage.place_of(file.stored_name))
"""
ROWS = """
import json
from django.apps import apps
from django.db import transaction
from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.ui.clock import today
ours = [each for each in apps.get_models(include_auto_created=True) if each.__module__.startswith('samsvar.')]
with transaction.atomic():
    show_to(operator(on=today()))
    print(json.dumps({each._meta.label: each._base_manager.count() for each in ours}))
"""
KEEP_FILE = """
from samsvar.core.readers.attachments import Attachment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.evidence import storage
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now
unit = OrgUnit.objects.enterprises().first()
file = keep_file(enterprise=unit, unit=unit, upload=Attachment('txt', 'notat.txt', b'Lonn betalt'),
    about=Owner('impact', 'en'), permission=Permission.VIEW_IMPACTS, by=Actor('', 'samsvar', 'cli'), at=now())
print(storage.place_of(file.stored_name))
"""


def lay_evidence(installation: Installation) -> None:
    folder = installation.var / "evidence" / "ab"
    folder.mkdir(parents=True)
    (folder / "abcd").write_bytes(b"oppdiktet bevis")


def cut(path: Path) -> None:
    """Leave its end out."""
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    """Change one bit in its middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def replace_in(path: Path, old: bytes, new: bytes) -> None:
    """Write something else in one place."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
