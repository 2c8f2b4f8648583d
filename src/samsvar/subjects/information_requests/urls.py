from django.urls import path

from samsvar.subjects.information_requests.views import handling, public_answers, requests

app_name = "information_requests"
urlpatterns = [
    path("", requests.requests, name="requests"),
    path("ny", requests.new, name="new"),
    path("tall", requests.figures, name="figures"),
    path("<slug:key>", requests.request_page, name="request"),
    path("<slug:key>/endre", handling.edit, name="edit"),
    path("<slug:key>/ta", handling.take, name="take"),
    path("<slug:key>/avklare", handling.clarify, name="clarify"),
    path("<slug:key>/avklart", handling.clarified, name="clarified"),
    path("<slug:key>/frist", handling.extend, name="extend"),
    path("<slug:key>/del", handling.part, name="part_new"),
    path("<slug:key>/del/<slug:part>", handling.part, name="part"),
    path("<slug:key>/del/<slug:part>/fjern", handling.part_remove, name="part_remove"),
    path("<slug:key>/svar", handling.draft, name="draft"),
    path("<slug:key>/send", handling.send, name="send"),
    path("<slug:key>/krav-om-begrunnelse", handling.reasons_asked, name="reasons_asked"),
    path("<slug:key>/begrunnelse", handling.give_reasons, name="give_reasons"),
    path("<slug:key>/trukket", handling.withdraw, name="withdraw"),
    path("<slug:key>/notat", handling.note, name="note"),
    path("<slug:key>/offentlig", public_answers.public, name="public"),
    path("<slug:key>/offentlig/les", public_answers.publish, name="publish"),
    path("<slug:key>/offentlig/fjern", public_answers.take_down, name="take_down"),
]
