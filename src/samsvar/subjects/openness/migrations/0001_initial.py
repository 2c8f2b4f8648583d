import django.db.models.deletion
import samsvar.platform.audit.records
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        ('organisation', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('how_we_work', 'How we work'), ('complaints', 'How we handle complaints'), ('supplier_code', 'What we ask of suppliers')], max_length=20)),
                ('text_nb', models.TextField(blank=True)),
                ('text_nn', models.TextField(blank=True)),
                ('text_en', models.TextField(blank=True)),
                ('link', models.URLField(blank=True, help_text="the enterprise's own document")),
                ('shown', models.JSONField(blank=True, default=dict)),
                ('shown_link', models.URLField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'kind'), name='openness_text_once'), models.CheckConstraint(condition=models.Q(('published_at__isnull', False), models.Q(('shown', {}), ('shown_link', '')), _connector='OR'), name='openness_shown_is_published')],
            },
        ),
    ]
