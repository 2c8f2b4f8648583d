from django.apps import AppConfig


class DueDiligenceConfig(AppConfig):
    name = "samsvar.subjects.due_diligence"
    label = "due_diligence"
    default_auto_field = "django.db.models.BigAutoField"
