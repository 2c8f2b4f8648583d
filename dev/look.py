"""Takes pictures of pages in widths and colour schemes, and asks axe what is wrong with them.

./run python dev/look.py /avtaler /oppsett/komponenter --as csr_adviser --out var/look
./run python dev/look.py / --base http://localhost:8000 --width 390 --scheme dark --language nn

`--as ROLE` signs in through the demo's own form on the sign-in page; `--cookie NAME=VALUE` carries a
session that stands already. Prints, for each picture, sideways scroll and axe's findings; ends with 1 if there are any.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from chromium import CHROMIUM  # its neighbour here
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = (1280, 390, 320)
SCHEMES = ("light", "dark")
HEIGHT = 900
WAIT = 15_000


def sign_in(page: Page, base: str, role: str) -> None:
    """Presses the demo's button for the role. Raises SystemExit where there is none."""
    page.goto(urljoin(base, "/konto/login/"), timeout=WAIT)
    button = page.locator(f"button[data-role='{role}']").first
    if not button.count():
        raise SystemExit(f"No demo role {role!r} at {page.url}")
    button.click()
    page.wait_for_load_state()


def cookies(given: list[str], base: str) -> list[dict[str, str]]:
    host = urlsplit(base).hostname or "localhost"
    pairs = (one.partition("=") for one in given)
    return [{"name": name, "value": value, "domain": host, "path": "/"} for name, _, value in pairs]


def file_name(path: str, width: int, scheme: str) -> str:
    plain = re.sub(r"[^a-z0-9æøå]+", "-", path.lower()).strip("-") or "start"
    return f"{plain}-{width}{'-dark' if scheme == 'dark' else ''}.png"


def findings(page: Page, axe: bool) -> Iterator[str]:
    """Sideways scroll, errors of the page's own, and axe's violations."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"scrolls {wide} px sideways"
    if not axe:
        return
    for wrong in Axe().run(page).response["violations"]:
        for node in wrong["nodes"]:
            place, why = " ".join(map(str, node["target"])), node.get("failureSummary", "").splitlines()[-1:]
            yield f"{wrong['id']}: {place}: {' '.join(why).strip()}"


def look_at(page: Page, address: str, target: Path, axe: bool) -> list[str]:
    """One picture; returns what is wrong with the page."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(address, timeout=WAIT)
    page.evaluate("document.fonts.ready.then(() => window.scrollTo(0, 0))")
    page.screenshot(path=target, full_page=True)
    status = [f"answered {answer.status}"] if answer and answer.status >= 400 else []
    return [*status, *said, *findings(page, axe)]


def contexts(browser: Browser, chosen: argparse.Namespace) -> Iterator[tuple[BrowserContext, int, str]]:
    """One signed-in context for each width and scheme."""
    state = None
    if chosen.role:
        first = browser.new_context(locale="nb-NO")
        sign_in(first.new_page(), chosen.base, chosen.role)
        state = first.storage_state()
        first.close()
    for width in chosen.width or WIDTHS:
        for scheme in chosen.scheme or SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHT},
                color_scheme=scheme,
                locale="nb-NO",
                storage_state=state,
                java_script_enabled=not chosen.no_scripts,
                bypass_csp=chosen.axe,
            )
            context.add_cookies(cookies(chosen.cookie, chosen.base))
            if chosen.language:
                context.add_cookies(cookies([f"django_language={chosen.language}"], chosen.base))
            yield context, width, scheme
            context.close()


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("paths", nargs="+", metavar="PATH")
    words.add_argument("--as", dest="role", default="", help="demo role to sign in as")
    words.add_argument("--cookie", action="append", default=[], metavar="NAME=VALUE")
    words.add_argument("--base", default="http://localhost:8000")
    words.add_argument("--out", type=Path, default=Path("var/look"))
    words.add_argument("--width", type=int, action="append")
    words.add_argument("--scheme", choices=SCHEMES, action="append")
    words.add_argument("--language", choices=("nb", "nn", "en"))
    words.add_argument("--no-scripts", action="store_true")
    words.add_argument("--no-axe", dest="axe", action="store_false")
    chosen = words.parse_args()
    chosen.axe = chosen.axe and not chosen.no_scripts
    chosen.out.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for context, width, scheme in contexts(browser, chosen):
            for path in chosen.paths:
                page = context.new_page()
                target = chosen.out / file_name(path, width, scheme)
                found = look_at(page, urljoin(chosen.base, path), target, chosen.axe)
                print(target, "; ".join(found) or "nothing wrong", sep=": ")
                wrong += len(found)
                page.close()
        browser.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
