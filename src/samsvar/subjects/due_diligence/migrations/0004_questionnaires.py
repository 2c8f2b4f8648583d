import django.db.models.deletion
import samsvar.platform.audit.records
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('due_diligence', '0003_checks'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('shipped', models.CharField(blank=True, max_length=40)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('shipped', ''), _negated=True), fields=('enterprise', 'shipped'), name='due_diligence_questionnaire_shipped')],
            },
        ),
        migrations.CreateModel(
            name='QuestionnaireVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('draft', 'being written'), ('in_use', 'in use'), ('withdrawn', 'withdrawn')], default='draft', max_length=12)),
                ('titles', models.JSONField()),
                ('questions', models.PositiveIntegerField()),
                ('document', models.JSONField()),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('shipped_edition', models.CharField(blank=True, max_length=20)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='due_diligence.questionnaire')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('questionnaire', 'number'), name='due_diligence_questionnaire_number'), models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('questionnaire',), name='due_diligence_questionnaire_one_draft'), models.UniqueConstraint(condition=models.Q(('status', 'in_use')), fields=('questionnaire',), name='due_diligence_questionnaire_one_in_use'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('sha256', ''), ('status', 'draft'), ('withdrawn_at', None)), models.Q(('published_at__isnull', False), ('status', 'in_use'), ('withdrawn_at', None), models.Q(('sha256', ''), _negated=True)), models.Q(('published_at__isnull', False), ('status', 'withdrawn'), ('withdrawn_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='due_diligence_questionnaire_status')],
            },
        ),
    ]
