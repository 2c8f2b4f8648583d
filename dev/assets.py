"""Copies third-party styles, scripts and typefaces out of node_modules, and has the world map drawn.

./run python dev/assets.py [--node PATH]. `./run` does it by itself when package-lock.json has changed.
What is copied is never kept in the repository; each licence comes along in `vendor/licences/`.
"""

import argparse
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
MODULES = HERE / "node_modules"
VENDOR = HERE / "src/samsvar/platform/ui/static/vendor"
FONTS = HERE / "src/samsvar/core/documents/fonts"
MAP = HERE / "src/samsvar/catalogue_data/world_map/geometry.json"

PAGES = {
    "designsystemet-theme.css": "@digdir/designsystemet-theme/src/themes/designsystemet.css",
    "designsystemet.css": "@digdir/designsystemet-css/dist/src/index.css",
    "designsystemet-web.js": "@digdir/designsystemet-web/dist/umd/index.js",
    "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
}
PAPER = {
    "Inter-Regular.ttf": "400Regular/Inter_400Regular.ttf",
    "Inter-Medium.ttf": "500Medium/Inter_500Medium.ttf",
    "Inter-SemiBold.ttf": "600SemiBold/Inter_600SemiBold.ttf",
    "Inter-Bold.ttf": "700Bold/Inter_700Bold.ttf",
}
LICENCES = {
    "designsystemet.txt": "@digdir/designsystemet-css/LICENSE",
    "inter.txt": "@fontsource-variable/inter/LICENSE",
}


def copy(files: dict[str, str], source: Path, target: Path) -> None:
    """Copies each named file; a missing one stops the run with the path that was looked for."""
    target.mkdir(parents=True, exist_ok=True)
    for name, place in files.items():
        if not (source / place).exists():
            raise SystemExit(f"Missing {source / place}. Run npm ci first, or ./run.")
        shutil.copyfile(source / place, target / name)


def draw_map(node: str) -> None:
    """The world in an equal-area projection, one path per country."""
    MAP.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([node, str(HERE / "dev/world.mjs"), str(MAP)], check=True, cwd=HERE)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--node", default=shutil.which("node") or "node")
    chosen = words.parse_args()
    copy(PAGES, MODULES, VENDOR)
    copy(LICENCES, MODULES, VENDOR / "licences")
    copy(PAPER, MODULES / "@expo-google-fonts/inter", FONTS)
    draw_map(chosen.node)


if __name__ == "__main__":
    main()
