from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0001_repeatable_answer'),
        ('forms', '0002_numbers_of_every_kind'),
    ]

    operations = [
        migrations.DeleteModel(name='RepeatableAnswer'),
    ]
