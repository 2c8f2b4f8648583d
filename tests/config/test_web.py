"""What a process that answers pages has ready before the first of them is asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

ASK = """
import gc, json, sys
import samsvar.config.wsgi
told = {"views": "samsvar.subjects.plans.views.plans" in sys.modules, "left_out": [gc.get_freeze_count()]}
kept = []
for _ in range(8):
    kept.append([[] for _ in range(1000)])
    gc.collect()
    told["left_out"].append(gc.get_freeze_count())
print(json.dumps(told))
"""


def test_the_views_are_loaded_and_what_lasts_is_left_out_of_the_collecting_but_not_for_ever(tmp_path: Path) -> None:
    environment = {**os.environ, "SAMSVAR_VAR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    told = json.loads(answer.stdout)
    assert told["views"], "the first who asks for a page does not wait for its modules"
    at_start, *later = told["left_out"]
    assert at_start > 100_000, "what is loaded is not gone through again"
    grown = [after - before for before, after in zip(told["left_out"], later, strict=False)]
    assert all(each >= 1000 for each in grown[:4]), "what has survived a collection is left out of those that come"
    assert grown[-1] == 0, "in the end what is thrown away is always found"
