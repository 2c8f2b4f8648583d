from django.urls import path

from samsvar.front.reporting.views import approval, statements, templates, workspace

app_name = "statements"
urlpatterns = [
    path("", statements.statements, name="statements"),
    path("ny/", statements.start, name="start"),
    path("maler/", templates.templates, name="templates"),
    path("maler/ny/", templates.template_new, name="template_new"),
    path("maler/<slug:key>/", templates.template, name="template"),
    path("<slug:key>/", workspace.workspace, name="workspace"),
    path("<slug:key>/opplysninger/", statements.facts, name="facts"),
    path("<slug:key>/holdt-tilbake/", workspace.withhold, name="withhold"),
    path("<slug:key>/forhandsvisning/", workspace.preview, name="preview"),
    path("<slug:key>/fil/<slug:form>/", workspace.download, name="download"),
    path("<slug:key>/historikk/<slug:section>/", workspace.history, name="history"),
    path("<slug:key>/til-godkjenning/", approval.submit, name="submit"),
    path("<slug:key>/godkjenn/", approval.approve, name="approve"),
    path("<slug:key>/returner/", approval.send_back, name="send_back"),
    path("<slug:key>/publiser/", approval.publish, name="publish"),
]
