import datetime
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
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('number', models.CharField(max_length=20)),
                ('language', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('en', 'English'), ('pl', 'Polski'), ('lt', 'Lietuvių')], default='nb', max_length=2)),
                ('channel', models.CharField(choices=[('form', 'the form on the web'), ('meeting', 'conversation or telephone'), ('email', 'e-mail'), ('letter', 'letter'), ('other', 'another way')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('received_on', models.DateField()),
                ('topic', models.CharField(choices=[('forced_labour', 'Forced labour'), ('child_labour', 'Child labour'), ('discrimination', 'Discrimination or harassment'), ('association', 'Trade unions and organising'), ('health_and_safety', 'Health and safety at work'), ('wages', 'Wages'), ('working_hours', 'Working hours'), ('housing', 'Housing'), ('land_and_community', 'Land and local community'), ('environment', 'Environment'), ('reprisal', 'Reprisal or threats'), ('other', 'Something else')], max_length=20)),
                ('account', models.TextField(help_text='what happened, as it was told')),
                ('place', models.TextField(blank=True, help_text='where, and for whom they work')),
                ('wish', models.TextField(blank=True, help_text='what they want to happen')),
                ('relation', models.CharField(blank=True, choices=[('worker', 'works there'), ('representative', 'represents somebody'), ('neighbour', 'lives nearby'), ('other', 'somebody else')], max_length=15)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('contact', models.CharField(blank=True, help_text='another way to reach them than e-mail', max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('code_digest', models.CharField(blank=True, max_length=64)),
                ('status', models.CharField(choices=[('received', 'received'), ('in_dialogue', 'in dialogue'), ('concluded', 'concluded'), ('passed_on', 'passed on'), ('withdrawn', 'withdrawn')], default='received', max_length=15)),
                ('outcome', models.CharField(blank=True, choices=[('upheld', 'upheld'), ('partly_upheld', 'partly upheld'), ('not_upheld', 'not upheld'), ('not_clear', 'could not be made clear')], max_length=15)),
                ('answer_due_on', models.DateField()),
                ('conclude_due_on', models.DateField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, help_text='nothing is owed since', null=True)),
                ('forgotten_on', models.DateField(blank=True, help_text='who opened it was removed', null=True)),
                ('impact_key', models.CharField(blank=True, max_length=16)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'due_on'], name='complaints_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('received_on__isnull', True), models.Q(('received_on__gte', datetime.date(1900, 1, 1)), ('received_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='complaints_complaint_received_on_year'), models.CheckConstraint(condition=models.Q(('answer_due_on__isnull', True), models.Q(('answer_due_on__gte', datetime.date(1900, 1, 1)), ('answer_due_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='complaints_complaint_answer_due_on_year'), models.CheckConstraint(condition=models.Q(('conclude_due_on__isnull', True), models.Q(('conclude_due_on__gte', datetime.date(1900, 1, 1)), ('conclude_due_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='complaints_complaint_conclude_due_on_year'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), models.Q(('due_on__gte', datetime.date(1900, 1, 1)), ('due_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='complaints_complaint_due_on_year'), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), models.Q(('answered_on__gte', datetime.date(1900, 1, 1)), ('answered_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='complaints_complaint_answered_on_year'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('ended_on__gte', datetime.date(1900, 1, 1)), ('ended_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='complaints_complaint_ended_on_year'), models.UniqueConstraint(fields=('enterprise', 'number'), name='complaints_number'), models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('ended_on__isnull', True)), models.Q(('due_on__isnull', True), ('ended_on__isnull', False)), _connector='OR'), name='complaints_due_or_ended'), models.CheckConstraint(condition=models.Q(('topic__in', ['forced_labour', 'child_labour', 'discrimination', 'association', 'health_and_safety', 'wages', 'working_hours', 'housing', 'land_and_community', 'environment', 'reprisal', 'other'])), name='complaints_topic_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'concluded'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('status', 'concluded'), _negated=True), ('outcome', '')), _connector='OR'), name='complaints_outcome_when_concluded')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('message', 'Message'), ('conclusion', 'Conclusion'), ('passed_on', 'Passed on'), ('withdrawn', 'Withdrew the complaint'), ('taken_up', 'Taken up again'), ('note', 'Note')], max_length=15)),
                ('text', models.TextField(blank=True)),
                ('noted_at', models.DateTimeField()),
                ('by_complainant', models.BooleanField(default=False)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='complaints.complaint')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ComplaintHandler',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handlers', to='complaints.complaint')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('complaint', 'person'), name='complaints_named_once')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintPromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('first_answer_days', models.PositiveSmallIntegerField()),
                ('conclusion_days', models.PositiveSmallIntegerField()),
                ('enterprise', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('conclusion_days__lte', 730), ('first_answer_days__gte', 1), ('first_answer_days__lte', models.F('conclusion_days'))), name='complaints_promise_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CriterionCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('year', models.PositiveSmallIntegerField()),
                ('criterion', models.CharField(max_length=20)),
                ('met', models.CharField(blank=True, choices=[('yes', 'met'), ('partly', 'partly met'), ('no', 'not met')], max_length=10)),
                ('shown_by', models.TextField(blank=True)),
                ('plan', models.TextField(blank=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'year', 'criterion'), name='complaints_criterion_once'), models.CheckConstraint(condition=models.Q(('year__gte', 1900), ('year__lte', 2199)), name='complaints_criterion_year')],
            },
        ),
    ]
