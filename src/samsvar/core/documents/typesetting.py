"""Runs typst in a child process of its own, with limits on time and memory and nothing of ours in its environment."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from samsvar.core.documents.svg import Svg

TEMPLATES = Path(__file__).parent / "paper"
PACKAGED_FONTS = Path(__file__).parent / "fonts"
_CHILD = Path(__file__).with_name("typesetting_child.py")
PAPER_STANDARDS = ("ua-1", "a-2a")

FailureReason = Literal["too_long", "time", "refused"]


class TypesettingFailed(Exception):
    """The paper could not be made. ``reason`` is a code; ``detail`` is for the log, never for the person."""

    def __init__(self, reason: FailureReason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class TypesettingLimits:
    """Bounds on one run: wall time in seconds, address space in bytes, characters of input."""

    seconds: float = 30
    memory_bytes: int = 1_000_000_000
    characters: int = 3_000_000


DEFAULT_LIMITS = TypesettingLimits()


def typeset(
    template: str,
    inputs: Mapping[str, str],
    *,
    output: Literal["pdf", "png"] = "pdf",
    font_folders: Sequence[Path] = (),
    limits: TypesettingLimits = DEFAULT_LIMITS,
) -> bytes:
    """Return the bytes of ``template`` (a file in :data:`TEMPLATES`) filled with ``inputs``.

    PDFs are PDF/UA-1 and PDF/A-2a and equal byte for byte for equal input. Fonts are sought in ``font_folders`` and in
    the package's own folder; those that do not exist are passed over. Raises :class:`TypesettingFailed`.
    """
    if sum(map(len, inputs.values())) > limits.characters:
        raise TypesettingFailed("too_long")
    order = json.dumps(
        {
            "root": str(TEMPLATES),
            "template": str(TEMPLATES / template),
            "probe": str(TEMPLATES / "probe.typ"),
            "inputs": dict(inputs),
            "fonts": [str(folder) for folder in (*font_folders, PACKAGED_FONTS) if folder.is_dir()],
            "format": output,
            "standards": list(PAPER_STANDARDS) if output == "pdf" else [],
            "memory_bytes": limits.memory_bytes,
            "seconds": int(limits.seconds) + 1,
        }
    )
    try:
        # Isolated mode: no PYTHON* variables, no working directory on the path.
        child = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=order.encode(),
            capture_output=True,
            timeout=limits.seconds,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TypesettingFailed("time") from error
    if child.returncode != 0 or not child.stdout:
        raise TypesettingFailed("refused", child.stderr.decode(errors="replace")[-2000:])
    return child.stdout


def draw_png(svg: Svg, *, font_folders: Sequence[Path] = (), limits: TypesettingLimits = DEFAULT_LIMITS) -> bytes:
    """Return the picture as PNG, 460 points wide at 200 dots per inch. Raises :class:`TypesettingFailed`."""
    return typeset("picture.typ", {"svg": svg.text}, output="png", font_folders=font_folders, limits=limits)
