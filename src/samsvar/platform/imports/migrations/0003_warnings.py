"""What to look at in a reading that nothing refuses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_answers")]

    operations = [
        migrations.AddField(
            "importrun", "warnings", models.JSONField(default=list, help_text="what to look at, as codes and facts")
        ),
    ]
