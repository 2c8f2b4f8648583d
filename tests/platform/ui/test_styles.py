import re
from pathlib import Path

import pytest

import samsvar

STYLES = Path(samsvar.__file__).parent / "platform/ui/static/ui"
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
SCHEMES = {
    "light": TOKENS.split('[data-color-scheme="light"] {')[1].split("}")[0],
    "dark": TOKENS.split('[data-color-scheme="dark"] {')[1].split("}")[0],
    "auto": TOKENS.split('[data-color-scheme="auto"] {')[1].split("}")[0],
}


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--s-([\w-]+): (#\w+);", SCHEMES[scheme]))


def lightness(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_following_the_system_gives_the_same_dark_as_choosing_it() -> None:
    assert colours("auto") == colours("dark")
    assert set(colours("dark")) == set(colours("light"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("step", ["risk-1", "risk-2", "risk-3", "risk-4", "better"])
def test_words_on_a_level_can_be_read(scheme: str, step: str) -> None:
    found = colours(scheme)
    assert contrast(found[step], found[f"{step}-ink"]) >= 4.5


def test_levels_run_in_order_of_lightness_in_both_schemes() -> None:
    light = [lightness(colours("light")[f"risk-{level}"]) for level in (1, 2, 3, 4)]
    dark = [lightness(colours("dark")[f"risk-{level}"]) for level in (1, 2, 3, 4)]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_classes_in_the_shared_templates_are_drawn() -> None:
    drawn = set(re.findall(r"\.(s-[\w-]+)", "".join(file.read_text() for file in STYLES.glob("*.css"))))
    texts = "".join(file.read_text() for file in (STYLES.parents[1] / "templates").rglob("*.html"))
    used = {name for found in re.findall(r'class="([^"{]+)"', texts) for name in found.split() if name.startswith("s-")}
    assert used - drawn <= {"s-apply", "s-saved", "s-gallery", "s-name"}
