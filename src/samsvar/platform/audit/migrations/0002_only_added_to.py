from typing import Any

from django.db import migrations

from samsvar.platform.audit.triggers import install, remove


def put_in(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection.vendor, schema_editor.execute)


def take_out(apps: Any, schema_editor: Any) -> None:
    remove(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(put_in, take_out)]
