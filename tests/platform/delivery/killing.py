"""A process that has Django ready and forks what is to be killed: senders of mail, and the mail server itself.

Reads one command a line: `queue COUNT`, `office PORT`, `sender PORT`, `report`. Answers with the child's number, and
with what the report says. In the folder named at its start, the server writes each letter it takes to `taken` before it
says that it has taken it. Both also end themselves now and then at the worst moments, and write that to `ends`.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from aiosmtpd.smtp import SMTP, Envelope, Session  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from samsvar.platform.delivery import sending  # noqa: E402
from samsvar.platform.delivery.handing import hand_over  # noqa: E402
from samsvar.platform.delivery.models import MessageStatus, OutgoingMessage  # noqa: E402
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages  # noqa: E402
from tests.platform.delivery.queueing import BY  # noqa: E402

# Processes are killed here, never the machine: what the system has been given is kept without waiting for the disk.
OPTIONS = settings.DATABASES["default"]["OPTIONS"]
if "init_command" in OPTIONS:
    OPTIONS["init_command"] = OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")
#: A killed server is tried again at once, so that the whole is over in seconds.
sending.WAITS = (timedelta(milliseconds=20),) * 10_000
sending.REST = sending.WAITS[0]


FOLDER = Path(sys.argv[1])


def write(book: str, line: str) -> None:
    """One line, whole, at once, that stays when this process is killed the next moment."""
    file = os.open(FOLDER / book, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{line}\n".encode())
    os.close(file)


def end_now_and_then(who: str, share: float) -> None:
    if random.random() < share:
        write("ends", f"{who} {os.getpid()}")
        os.kill(os.getpid(), signal.SIGKILL)


class Office:
    """Takes every letter, now slow before it has written it down, now slow before it answers."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(random.random() * 0.004)
        end_now_and_then("office", 0.01)
        write("taken", envelope.rcpt_tos[0])
        end_now_and_then("office", 0.03)
        await asyncio.sleep(random.random() * 0.004)
        return "250 OK"


async def _serve(port: int) -> None:
    office = Office()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(office, hostname="localhost"), "127.0.0.1", port, reuse_address=True
    )
    await server.serve_forever()


def queue(count: int) -> None:
    many = [Addressed(Recipient(f"m{number}@example.org"), "round") for number in range(count)]
    with transaction.atomic():
        queue_messages(kind="asked", messages=many, enterprise=None, by=BY, at=datetime.now(UTC))


def _hand_over(*given: Any, **more: Any) -> None:
    end_now_and_then("sender", 0.01)
    hand_over(*given, **more)
    end_now_and_then("sender", 0.03)


def send(port: int) -> None:
    """Sends until nothing waits."""
    vars(sending)["hand_over"] = _hand_over
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    waiting = OutgoingMessage.objects.filter(status=MessageStatus.QUEUED)
    while waiting.exists():
        sending.send_due(at=datetime.now(UTC))
        time.sleep(0.005)
    write("ends", f"done {os.getpid()}")


def report() -> None:
    """What the outbox knows when the leases of the killed are over."""
    before = OutgoingMessage.objects.filter(status=MessageStatus.SENDING).count()
    settled = sending.settle_lost(at=datetime.now(UTC) + 2 * sending.LEASE)
    found: dict[str, list[str]] = {}
    for status, address in OutgoingMessage.objects.values_list("status", "recipient_address"):
        found.setdefault(status, []).append(address)
    print(json.dumps({"found": found, "lost": before, "settled": settled}), flush=True)


def act(words: list[str]) -> None:
    if words[0] == "queue":
        queue(int(words[1]))
    elif words[0] == "office":
        asyncio.run(_serve(int(words[1])))
    elif words[0] == "sender":
        send(int(words[1]))
    else:
        report()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            random.seed(os.getpid())
            try:
                act(line.split())
            finally:
                sys.stdout.flush()
                os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
