"""What a person fills in beside a file, and what else a reading would move."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AddField(
            "importrun",
            "answers",
            models.JSONField(default=dict, help_text="what the person filled in beside the file, by field"),
        ),
        migrations.AddField(
            "importrun", "notes", models.JSONField(default=list, help_text="what else follows, as codes and facts")
        ),
    ]
