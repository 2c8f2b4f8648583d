"""Every page of the product, opened in Chromium: accessible, quiet, within its window, and whole without scripts.

Width, colours and language go round from page to page, so that a run sees every page once and every way of looking
many times; every eighth page is opened without scripts too. `./run test --all` (SAMSVAR_TEST_ALL=1) opens every page in
every way. SAMSVAR_TEST_SHARE says which share of the visits this run makes: 1/2 and 2/2 are all of them.
"""

import os
from itertools import product

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.pages.asking import named_addresses
from tests.stories.pages import NO_PAGE, PAGES, Opened
from tests.stories.places import Places, lay_places
from tests.stories.visiting import Heard, Screen, Visitor, axe_says, look, outline_says, print_says, sideways

WIDTHS, SCHEMES, LANGUAGES = (1280, 390, 320), ("light", "dark"), ("nb", "nn", "en")
SCREENS = [Screen(*one) for one in product(WIDTHS, SCHEMES, LANGUAGES)]
#: One after another these differ in width, colours and language at once; 7 and 18 have no common divisor.
ROUND = [SCREENS[7 * place % len(SCREENS)] for place in range(len(SCREENS))]
ALL = os.environ.get("SAMSVAR_TEST_ALL") == "1"
NUMBER, OF = map(int, os.environ.get("SAMSVAR_TEST_SHARE", "1/1").split("/"))
#: One opening of each address; another record or question at the same address is for `--all`.
ONCE = [*{page.name: page for page in reversed(PAGES)}.values()][::-1]
#: A page with the screens it is looked at on, all of one language: a page is fetched once in each language.
VISITS = (
    [(page, [screen for screen in SCREENS if screen.language == language]) for page in PAGES for language in LANGUAGES]
    if ALL
    else [(page, [ROUND[place % len(ROUND)]]) for place, page in enumerate(ONCE)]
)
#: The pages that are opened without scripts.
BARE = [page for page in (PAGES if ALL else ONCE[::8]) if page.status == 200]


@pytest.fixture(scope="module")
def places(visitor: Visitor) -> Places:
    """Where the pages are, in this module's copy of the demo."""
    found = lay_places()
    address = visitor.base + reverse("due_diligence:answer", kwargs=found["supplier's page"])
    for scripts in (True, False):
        cookie = {"name": "answer-link", "value": found["supplier's link"]["secret"], "url": address}
        visitor.context("", scripts=scripts).add_cookies([cookie])  # type: ignore[list-item]  # a plain dict
    return found


def test_every_address_is_a_page_that_is_opened_here_or_says_why_it_is_none() -> None:
    named = {name for name, _ in named_addresses() if not name.startswith("api:")}
    opened, left = {page.name for page in PAGES}, {name for names in NO_PAGE.values() for name in names.split()}
    assert named - opened - left == set(), "open it in tests/stories/pages.py"
    assert (opened | left) - named == set(), "is no longer an address"
    assert opened & left == set()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("visit", "screens"), VISITS[NUMBER - 1 :: OF], ids=lambda one: str(one) if isinstance(one, Opened) else str(one[0])
)
def test_the_page_is_accessible_quiet_and_within_its_window(
    visitor: Visitor, places: Places, visit: Opened, screens: list[Screen]
) -> None:
    wrong = _wrong(visitor, places, visit, screens)
    assert not wrong, "\n".join(wrong)


def _wrong(visitor: Visitor, places: Places, visit: Opened, screens: list[Screen]) -> list[str]:
    heard = Heard()
    opened = visitor.tab(visit.who, screens[0])
    try:
        heard.listen(opened)
        answer = opened.goto(visitor.base + visit.address(places))
        found = [] if answer and answer.status == visit.status else [f"answered {answer and answer.status}"]
        found += outline_says(opened, visit.language or screens[0].language)
        for screen in screens:
            look(opened, screen)
            beyond = sideways(opened)
            found += [f"{screen}: {beyond} px beyond the window"] if beyond > 0 else []
            # Colours change nothing but contrast: the other rules need one look at each width.
            found += [f"{screen}: {words}" for words in axe_says(opened, only_contrast=_again(screen, screens))]
        return found + heard.lines + list(print_says(opened))
    finally:
        heard.leave(opened)


def _again(screen: Screen, screens: list[Screen]) -> bool:
    """Whether the page was looked at before in this width."""
    return any(other.width == screen.width for other in screens[: screens.index(screen)])


@pytest.mark.browser
@pytest.mark.parametrize("visit", BARE[NUMBER - 1 :: OF], ids=str)
def test_the_page_is_whole_without_scripts(visitor: Visitor, places: Places, visit: Opened) -> None:
    bare = _shown(visitor, places, visit, scripts=False)
    assert bare["heading"]
    assert set(_shown(visitor, places, visit, scripts=True)["ways"]) - set(bare["ways"]) == set()


def _shown(visitor: Visitor, places: Places, visit: Opened, *, scripts: bool) -> dict[str, list[str]]:
    opened: Page = visitor.open(visit.who, visit.address(places), Screen(scripts=scripts))
    try:
        shown: dict[str, list[str]] = opened.evaluate(
            """() => {
                const shown = what => [...document.querySelectorAll(what)].filter(one => one.checkVisibility());
                const name = way => way.getAttribute('href') || way.getAttribute('action') || way.name;
                return {
                    heading: shown('main h1').map(heading => heading.innerText),
                    ways: shown('a[href], form[action], button, input, select, textarea')
                        .map(way => `${way.tagName} ${name(way)}`),
                };
            }"""
        )
        return shown
    finally:
        opened.close()
