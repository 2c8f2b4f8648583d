from django.apps import AppConfig


class ComplaintImpactsConfig(AppConfig):
    name = "samsvar.front.complaints"
    label = "complaint_impacts"
    default_auto_field = "django.db.models.BigAutoField"
