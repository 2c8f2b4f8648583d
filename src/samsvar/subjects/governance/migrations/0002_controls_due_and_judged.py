import datetime
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from samsvar.core.rules.controls import next_due


def say_when_due(apps: Any, schema_editor: Any) -> None:
    """Controls that were set up before their next day was kept."""
    for control in apps.get_model("governance", "InternalControl").objects.filter(due_on=None):
        done = control.results.values_list("done_on", flat=True)
        control.due_on = next_due(control.begins_on, control.every_months, done)
        control.save(update_fields=["due_on"])


class Migration(migrations.Migration):
    dependencies = [("actions", "0001_initial"), ("governance", "0001_initial")]

    operations = [
        migrations.AddField("internalcontrol", "due_on", models.DateField(blank=True, null=True)),
        migrations.AddField("internalcontrol", "monitoring", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "internalcontrol",
            models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True),
                    models.Q(("due_on__gte", datetime.date(1900, 1, 1)), ("due_on__lt", datetime.date(2200, 1, 1))),
                    _connector="OR",
                ),
                name="governance_internalcontrol_due_on_year",
            ),
        ),
        migrations.AddField(
            "controlresult",
            "judgement",
            models.CharField(
                blank=True,
                choices=[
                    ("guidance", "guidance is needed"),
                    ("action", "an action is needed"),
                    ("none", "nothing more is needed"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField("controlresult", "judged_with", models.CharField(blank=True, max_length=150)),
        migrations.AddField("controlresult", "judgement_reason", models.TextField(blank=True)),
        migrations.AddField("controlresult", "good_practice", models.TextField(blank=True)),
        migrations.AddField(
            "controlresult",
            "action",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="judged_needed",
                to="actions.action",
            ),
        ),
        migrations.RunPython(say_when_due, migrations.RunPython.noop),
    ]
