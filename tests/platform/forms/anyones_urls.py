"""All addresses, and a page with a form for anyone, which keeps what it is sent as the name of a supplier."""

from django import forms
from django.urls import path

from samsvar.config import urls
from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.open_forms import OpenForm, OpenPage, open_form_page, open_to_anyone
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import NotAllowed
from tests.registers.suppliers.making import make_supplier


class Question(OpenForm):
    code = "test_question"
    asks = Text(label="Hva vil du vite?", max_length=200)
    paper = forms.FileField(required=False)


def save(form):
    if form.written["asks"] == "nei":
        raise NotAllowed("no")
    made = make_supplier(OrgUnit.objects.get(key="eksempel"), form.written["asks"])
    return f"/kvittering/{made.key}"


@open_to_anyone
def ask(request):
    assert not request.user.is_authenticated
    page = OpenPage(title="Spør oss", said=lambda refusing: [("asks", "Det svarer vi ikke på.")])
    return open_form_page(request, page, Question, save)


urlpatterns = [*urls.urlpatterns, path("spor", ask, name="ask")]
