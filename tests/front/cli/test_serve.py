"""How the web server is started."""

import os
import subprocess

from samsvar.front.cli import serve


def test_a_worker_that_is_killed_is_started_anew_and_the_others_answer_on(monkeypatch):
    started = []
    monkeypatch.setattr(subprocess, "Popen", lambda *command, **more: None)
    monkeypatch.setattr(os, "execv", lambda program, command: started.extend(command))
    serve.serve("127.0.0.1", 8000, 2)
    assert "--respawn-failed-workers" in started
