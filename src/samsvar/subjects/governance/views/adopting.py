"""The shipped documents: taken in together or one by one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.catalogues.governance import shipped_documents
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.presenters.adopting import shipped_lines
from samsvar.subjects.governance.services.adopting import adopt_documents, held_codes
from samsvar.subjects.governance.services.coverage import work_out_coverage


class AdoptForm(forms.Form):
    """Which to take in. `every`: all of the list."""

    every = forms.BooleanField(required=False)
    ours = forms.ChoiceField(
        label=gettext_lazy("Adopt the documents of"),
        required=False,
        help_text=gettext_lazy(
            "A region’s guidelines, values and programmes can be the beginning of your own. All others stand as "
            "another organisation’s, by link."
        ),
    )
    codes = forms.MultipleChoiceField(required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        shipped = shipped_documents()
        owners = sorted({each.organisation for each in shipped if each.reach != "country"})
        self.fields["codes"].choices = [(each.code, each.code) for each in shipped]  # type: ignore[attr-defined]  # a choice
        self.fields["ours"].choices = [  # type: ignore[attr-defined]  # a choice
            ("", _("Nobody’s: keep them as the others’")),
            *((name, name) for name in owners),
        ]


@signed_in
def adopt(request: ViewerRequest) -> HttpResponse:
    """The catalogue's documents, with those that are here already."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        codes = [each.code for each in shipped_documents()] if asked["every"] else asked["codes"]
        if codes:
            ours = [asked["ours"]] if asked["ours"] else []
            done = adopt_documents(enterprise=enterprise, codes=codes, ours=ours, by=viewer.actor, at=now())
            work_out_coverage(enterprise=enterprise, at=now())
            told = ngettext("%(n)d document is taken in", "%(n)d documents are taken in", done.documents)
            asked_for = ngettext("with %(n)d requirement", "with %(n)d requirements", done.requirements)
            messages.success(request, f"{told % {'n': done.documents}}, {asked_for % {'n': done.requirements}}.")
            return redirect("governance:documents")
        form.add_error(None, _("Choose at least one document, or take in all."))
    held = held_codes(enterprise)
    context = {
        "enterprise": enterprise,
        "form": form,
        "groups": shipped_lines(shipped_documents(), held, current_language()),
        "left": len(shipped_documents()) - len(set(held) & {each.code for each in shipped_documents()}),
    }
    return render(request, "governance/adopt.html", context, status=422 if form.errors else 200)
