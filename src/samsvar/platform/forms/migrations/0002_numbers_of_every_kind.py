from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms', '0001_sent_form'),
    ]

    operations = [
        migrations.RenameModel(old_name='SentForm', new_name='TakenNumber'),
        migrations.RenameField(model_name='takennumber', old_name='sent_at', new_name='taken_at'),
        migrations.AddField(
            model_name='takennumber',
            name='about',
            field=models.CharField(default='', help_text='SHA-256 of what was sent', max_length=64),
        ),
        migrations.AddField(
            model_name='takennumber',
            name='content',
            field=models.TextField(default=''),
        ),
    ]
