import datetime
import django.db.models.deletion
import samsvar.platform.audit.records
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actions', '0001_initial'),
        ('due_diligence', '0004_questionnaires'),
        ('organisation', '0001_initial'),
        ('organisation', '__first__'),
        ('suppliers', '0002_screening'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('number', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('status', models.CharField(choices=[('draft', 'being prepared'), ('running', 'running'), ('closed', 'closed')], default='draft', max_length=10)),
                ('wanted', models.JSONField(blank=True, default=dict)),
                ('letter', models.JSONField(blank=True, default=dict)),
                ('contact_name', models.CharField(blank=True, max_length=200)),
                ('contact_address', models.EmailField(blank=True, max_length=254)),
                ('opens_on', models.DateField()),
                ('due_on', models.DateField()),
                ('reminders', models.JSONField(blank=True, default=list)),
                ('repeats_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('questionnaire_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='due_diligence.questionnaireversion')),
                ('repeat_of', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeat', to='due_diligence.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'status', 'due_on'], name='due_diligence_campaign_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens_on__isnull', True), models.Q(('opens_on__gte', datetime.date(1900, 1, 1)), ('opens_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_campaign_opens_on_year'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), models.Q(('due_on__gte', datetime.date(1900, 1, 1)), ('due_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_campaign_due_on_year'), models.UniqueConstraint(fields=('enterprise', 'number'), name='due_diligence_campaign_number'), models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('opens_on'))), name='due_diligence_campaign_days'), models.CheckConstraint(condition=models.Q(models.Q(('begun_at', None), ('closed_at', None), ('status', 'draft')), models.Q(('begun_at__isnull', False), ('closed_at', None), ('status', 'running')), models.Q(('begun_at__isnull', False), ('closed_at__isnull', False), ('status', 'closed')), _connector='OR'), name='due_diligence_campaign_status'), models.CheckConstraint(condition=models.Q(('repeats_months', None), models.Q(('repeats_months__gte', 1), ('repeats_months__lte', 60)), _connector='OR'), name='due_diligence_campaign_repeats')],
            },
        ),
        migrations.CreateModel(
            name='CampaignRecipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(default='nb', max_length=2)),
                ('due_on', models.DateField()),
                ('queued_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='due_diligence.campaign')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='suppliers.supplier')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__isnull', True), models.Q(('due_on__gte', datetime.date(1900, 1, 1)), ('due_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_campaignrecipient_due_on_year'), models.UniqueConstraint(fields=('campaign', 'supplier'), name='due_diligence_recipient_once'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='due_diligence_recipient_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='RecipientContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_in', to='suppliers.contract')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='due_diligence.campaignrecipient')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recipient', 'contract'), name='due_diligence_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='SupplierAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('language', models.CharField(default='nb', max_length=2)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('touched', models.JSONField(blank=True, default=dict)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_by', models.CharField(blank=True, max_length=200)),
                ('receipt', models.CharField(blank=True, max_length=30)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('score', models.JSONField(blank=True, null=True)),
                ('source', models.CharField(choices=[('link', 'answered by the link'), ('import', 'read in from a file'), ('shared', 'shared by the supplier')], default='link', max_length=10)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('questionnaire_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supplier_answers', to='due_diligence.questionnaireversion')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='due_diligence.campaignrecipient')),
                ('shared_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shared_to', to='due_diligence.supplieranswer')),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'submitted_at'], name='due_diligence_answer_waiting')],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'round'), name='due_diligence_answer_round'), models.UniqueConstraint(condition=models.Q(('submitted_at', None)), fields=('recipient',), name='due_diligence_answer_one_open'), models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('enterprise', 'receipt'), name='due_diligence_answer_receipt'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('receipt', ''), ('submitted_at', None)), models.Q(('submitted_at__isnull', False), models.Q(('digest', ''), _negated=True), models.Q(('receipt', ''), _negated=True)), _connector='OR'), name='due_diligence_answer_submitted')],
            },
        ),
        migrations.CreateModel(
            name='QuestionJudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('question', models.CharField(help_text="the question's id in the version", max_length=60)),
                ('judged', models.CharField(choices=[('met', 'as expected'), ('gap', 'a gap'), ('unclear', 'unclear')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('judged_at', models.DateTimeField()),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actions.action')),
                ('impact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='due_diligence.adverseimpact')),
                ('judged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='due_diligence.supplieranswer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('answer', 'question'), name='due_diligence_judged_once')],
            },
        ),
        migrations.CreateModel(
            name='AnswerConclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('conclusion', models.CharField(choices=[('satisfactory', 'satisfactory'), ('wanting', 'something is wanting'), ('not_satisfactory', 'not satisfactory')], max_length=20)),
                ('words', models.TextField(blank=True)),
                ('wanted', models.TextField(blank=True)),
                ('wanted_by', models.DateField(blank=True, null=True)),
                ('decided_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='conclusion', to='due_diligence.supplieranswer')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('wanted_by__isnull', True), models.Q(('wanted_by__gte', datetime.date(1900, 1, 1)), ('wanted_by__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_answerconclusion_wanted_by_year')],
            },
        ),
    ]
