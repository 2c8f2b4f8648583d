from django.apps import AppConfig
from django.utils.module_loading import import_string


class ImportsFrontConfig(AppConfig):
    name = "samsvar.front.imports"
    label = "front_imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declares the kinds of files, and that changed contracts and suppliers have their levels renewed; and
        what a supplier's page shows of the rooms above it."""
        import_string("samsvar.front.imports.kinds.register")()
        renewal = import_string("samsvar.subjects.due_diligence.services.assessments.reassess")
        import_string("samsvar.registers.suppliers.renewal.register_renewal")(renewal)
        hits = import_string("samsvar.subjects.due_diligence.views.screening.supplier_section")
        import_string("samsvar.registers.suppliers.sections.register_section")(hits)
