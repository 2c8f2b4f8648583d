"""The addresses of pages: every address but those of the API.

Apart, so that a command that prints the address of a page need not make the API first, which takes longer than all the
rest. Each stands in the permission table (`tests/pages/`), or the build fails.
"""

from django.urls import include, path

from samsvar.config.pages import PAGES

urlpatterns = [path(start, include(module)) for start, module in PAGES.values()]
