"""Opening a page as a browser sees it, and telling what is wrong with it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

#: Where a page is seen in print: A4 less the margins of `look.md`'s paper, at 96 points an inch.
PAPER = 612
#: Seconds that a sign-in counts as fresh here, well within the quarter of an hour of the product.
FRESH = 600.0
HEIGHT = 900
WAIT = 15_000
_AXE = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Screen:
    """One way to look: width in px, colours, the language of the pages, and whether scripts run."""

    width: int = 1280
    scheme: str = "light"
    language: str = "nb"
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.width} {self.scheme} {self.language}{'' if self.scripts else ' without scripts'}"


@dataclass
class Heard:
    """What a page says where nobody looks: the console, its errors, requests that failed."""

    lines: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("requestfailed", self._failure)
        page.on("response", self._answer)

    def leave(self, page: Page) -> None:
        page.remove_listener("console", self._console)
        page.remove_listener("pageerror", self._error)
        page.remove_listener("requestfailed", self._failure)
        page.remove_listener("response", self._answer)

    def _console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            self.lines.append(f"console: {said.text}")

    def _error(self, error: Error) -> None:
        self.lines.append(f"script: {error}")

    def _failure(self, request: Request) -> None:
        self.lines.append(f"failed: {request.url} {request.failure}")

    def _answer(self, answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.lines.append(f"answered {answer.status}: {answer.url}")


class Visitor:
    """Keeps one context for each person, so that a page costs no new browser and no stylesheet twice."""

    def __init__(
        self, browser: Browser, base: str, session_of: Callable[[str], str], speak: Callable[[str, str], None]
    ) -> None:
        self.browser, self.base, self.session_of, self._speak = browser, base, session_of, speak
        self._contexts: dict[tuple[str, bool], BrowserContext] = {}
        self._languages: dict[tuple[str, bool], str] = {}
        self._tabs: dict[str, Page] = {}
        self._signed_in: dict[tuple[str, bool], float] = {}

    def context(self, person: str, *, scripts: bool = True) -> BrowserContext:
        """The context of a person (empty: nobody signed in), with scripts or without."""
        known = self._contexts.get((person, scripts))
        if known:
            self._sign_in(known, person, scripts)
            return known
        context = self.browser.new_context(
            java_script_enabled=scripts,
            bypass_csp=True,  # for axe; what the policy stops is heard in `test_in_a_browser`
        )
        context.set_default_timeout(WAIT)
        context.add_init_script(_AXE)  # once for all its pages; handed over page by page it takes a fifth of a second
        self._sign_in(context, person, scripts)
        self._contexts[person, scripts] = context
        return context

    def _sign_in(self, context: BrowserContext, person: str, scripts: bool) -> None:
        """Signs the person in, and again before the pages that ask for a fresh sign-in would."""
        now = time.monotonic()
        if person and now - self._signed_in.get((person, scripts), -FRESH) >= FRESH:
            context.add_cookies([{"name": "sessionid", "value": self.session_of(person), "url": self.base}])
            self._signed_in[person, scripts] = now

    def page(self, person: str, screen: Screen = Screen()) -> Page:
        """A new, empty page of the person's at the screen, whose language is the person's from now on."""
        page = self._set_language(person, screen).new_page()
        look(page, screen)
        return page

    def _set_language(self, person: str, screen: Screen) -> BrowserContext:
        context = self.context(person, scripts=screen.scripts)
        if self._languages.get((person, screen.scripts)) != screen.language:
            if person:
                self._speak(person, screen.language)
            context.add_cookies([{"name": "django_language", "value": screen.language, "url": self.base}])
            self._languages[person, screen.scripts] = screen.language
        return context

    def tab(self, person: str, screen: Screen) -> Page:
        """The person's one tab with scripts, blank and at the screen: a new one costs as much as a page."""
        if person not in self._tabs:
            self._tabs[person] = self.page(person, screen)
        tab = self._tabs[person]
        self._set_language(person, screen)
        look(tab, screen)
        return tab

    def open(self, person: str, address: str, screen: Screen = Screen()) -> Page:
        """A new page of the person's at the address."""
        page = self.page(person, screen)
        page.goto(self.base + address)
        return page

    def status(self, person: str, address: str) -> int:
        """What the address answers the person, without opening it."""
        return self.context(person).request.get(self.base + address, max_redirects=0).status

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()
        self._contexts.clear()


def look(page: Page, screen: Screen) -> None:
    """Have the page in the screen's width and colours."""
    page.set_viewport_size({"width": screen.width, "height": HEIGHT})
    scheme: Any = screen.scheme
    # Without motion the colours change at once, for axe to see.
    page.emulate_media(media="screen", color_scheme=scheme, reduced_motion="reduce")


def axe_says(page: Page, *, only_contrast: bool = False) -> Iterator[str]:
    """Violations, each with its place and what would mend it."""
    options = {"runOnly": ["color-contrast"] if only_contrast else RULES, "resultTypes": ["violations"]}
    # From the top: where an error has taken the page down to it, what is half under the bar is no smaller for that.
    ask = "options => { scrollTo(0, 0); return axe.run(options).then(said => said.violations) }"
    found: list[dict[str, Any]] = page.evaluate(ask, options)
    for wrong in found:
        for node in wrong["nodes"]:
            place = " ".join(map(str, node["target"]))
            why = " ".join(node.get("failureSummary", "").split("\n")[1:]).strip()
            yield f"axe {wrong['id']}: {place}: {why}"


def sideways(page: Page) -> int:
    """Pixels that the page is wider than its window, once it has laid itself out."""
    beyond = _beyond(page)
    for _ in range(4):  # fonts and print may come late where the machine has much to do
        if beyond <= 0:
            break
        page.wait_for_timeout(250)
        beyond = _beyond(page)
    return beyond


def _beyond(page: Page) -> int:
    # After two frames: a page that has just been given another width may not have laid itself out.
    wide: Any = page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
        " done(document.documentElement.scrollWidth - document.documentElement.clientWidth))))"
    )
    return int(wide)


def outline_says(page: Page, language: str) -> Iterator[str]:
    """One h1 with words, a title, and the language that was asked for."""
    seen: dict[str, Any] = page.evaluate(
        "({lang: document.documentElement.lang, title: document.title.trim(),"
        " heads: [...document.querySelectorAll('h1')].map(h => h.innerText.trim())})"
    )
    if seen["lang"] != language:
        yield f"lang is {seen['lang']!r}"
    if not seen["title"]:
        yield "no title"
    if len(seen["heads"]) != 1 or not seen["heads"][0]:
        yield f"h1: {seen['heads']}"


def print_says(page: Page) -> Iterator[str]:
    """On paper, where the page is left: nothing beyond the edge, and no menu."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": HEIGHT})
    if (beyond := sideways(page)) > 0:
        yield f"print: {beyond} px beyond the paper"
    shown = page.evaluate(
        "[...document.querySelectorAll('nav, .s-bar, .s-menu, .s-skip')]"
        ".filter(one => one.checkVisibility() && one.offsetHeight).map(one => `${one.tagName}.${one.className}`)"
    )
    if shown:
        yield f"print: navigation shown: {shown}"
