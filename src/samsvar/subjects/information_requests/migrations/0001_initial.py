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
            name='InformationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('number', models.CharField(max_length=20)),
                ('regime', models.CharField(choices=[('transparency_act', 'the Transparency Act'), ('public_access', 'the Freedom of Information Act'), ('environmental_information', 'the Environmental Information Act')], max_length=30)),
                ('language', models.CharField(default='nb', max_length=2)),
                ('channel', models.CharField(choices=[('form', 'the form on the web'), ('email', 'e-mail'), ('letter', 'letter'), ('other', 'another way')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('received_on', models.DateField()),
                ('question', models.TextField()),
                ('applicant_name', models.CharField(blank=True, max_length=150)),
                ('applicant_address', models.TextField(blank=True)),
                ('applicant_email', models.EmailField(blank=True, max_length=254)),
                ('receipt_digest', models.CharField(blank=True, max_length=64)),
                ('status', models.CharField(choices=[('received', 'received'), ('clarification', 'waiting for the one who asks'), ('in_progress', 'in progress'), ('extended', 'more time taken'), ('answered', 'answered'), ('partly_refused', 'partly refused'), ('refused', 'refused'), ('reasons_requested', 'fuller reasons asked for'), ('reasons_given', 'fuller reasons given'), ('withdrawn', 'withdrawn')], default='received', max_length=20)),
                ('answer_due_on', models.DateField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('extended_on', models.DateField(blank=True, help_text='the day of the notice', null=True)),
                ('promised_on', models.DateField(blank=True, help_text='the day the notice says to expect an answer', null=True)),
                ('draft', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('refusal_reached_on', models.DateField(blank=True, null=True)),
                ('reasons_asked_on', models.DateField(blank=True, null=True)),
                ('reasons_given_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, help_text='nothing is owed since', null=True)),
                ('forgotten_on', models.DateField(blank=True, help_text='who opened it was removed', null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'due_on'], name='information_requests_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('received_on__isnull', True), models.Q(('received_on__gte', datetime.date(1900, 1, 1)), ('received_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_received_on_year'), models.CheckConstraint(condition=models.Q(('answer_due_on__isnull', True), models.Q(('answer_due_on__gte', datetime.date(1900, 1, 1)), ('answer_due_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_answer_due_on_year'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), models.Q(('due_on__gte', datetime.date(1900, 1, 1)), ('due_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_due_on_year'), models.CheckConstraint(condition=models.Q(('extended_on__isnull', True), models.Q(('extended_on__gte', datetime.date(1900, 1, 1)), ('extended_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_extended_on_year'), models.CheckConstraint(condition=models.Q(('promised_on__isnull', True), models.Q(('promised_on__gte', datetime.date(1900, 1, 1)), ('promised_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_promised_on_year'), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), models.Q(('answered_on__gte', datetime.date(1900, 1, 1)), ('answered_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_answered_on_year'), models.CheckConstraint(condition=models.Q(('refusal_reached_on__isnull', True), models.Q(('refusal_reached_on__gte', datetime.date(1900, 1, 1)), ('refusal_reached_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_refusal_reached_on_year'), models.CheckConstraint(condition=models.Q(('reasons_asked_on__isnull', True), models.Q(('reasons_asked_on__gte', datetime.date(1900, 1, 1)), ('reasons_asked_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_reasons_asked_on_year'), models.CheckConstraint(condition=models.Q(('reasons_given_on__isnull', True), models.Q(('reasons_given_on__gte', datetime.date(1900, 1, 1)), ('reasons_given_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_reasons_given_on_year'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('ended_on__gte', datetime.date(1900, 1, 1)), ('ended_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_ended_on_year'), models.CheckConstraint(condition=models.Q(('forgotten_on__isnull', True), models.Q(('forgotten_on__gte', datetime.date(1900, 1, 1)), ('forgotten_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='information_requests_informationrequest_forgotten_on_year'), models.UniqueConstraint(fields=('enterprise', 'number'), name='information_requests_number'), models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('ended_on__isnull', True)), models.Q(('due_on__isnull', True), ('ended_on__isnull', False)), _connector='OR'), name='information_requests_due_or_ended'), models.CheckConstraint(condition=models.Q(('regime__in', ['transparency_act', 'public_access', 'environmental_information'])), name='information_requests_regime_known')],
            },
        ),
        migrations.CreateModel(
            name='PublicAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('title', models.CharField(max_length=200)),
                ('question', models.TextField()),
                ('answer', models.TextField()),
                ('language', models.CharField(default='nb', max_length=2)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='public_answer', to='information_requests.informationrequest')),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'published_at'], name='information_requests_public')],
            },
        ),
        migrations.CreateModel(
            name='RequestEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('clarified', 'Explained what is asked for'), ('reasons_asked', 'Asked for fuller reasons'), ('withdrawn', 'Withdrew the request'), ('note', 'Note')], max_length=15)),
                ('text', models.TextField(blank=True)),
                ('noted_at', models.DateTimeField()),
                ('by_applicant', models.BooleanField(default=False)),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='information_requests.informationrequest')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RequestLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('clarification', 'Question to the one who asks'), ('extension', 'Notice of more time'), ('answer', 'Answer'), ('reasons', 'Fuller reasons')], max_length=15)),
                ('text', models.TextField()),
                ('rights', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField()),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='information_requests.informationrequest')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RequestPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('given', models.BooleanField(null=True)),
                ('ground', models.CharField(blank=True, max_length=30)),
                ('provision', models.CharField(blank=True, max_length=200)),
                ('reasons', models.TextField(blank=True)),
                ('known_impact', models.BooleanField(default=False, help_text='concerns actual adverse impacts on human rights that we know of')),
                ('considered_more', models.BooleanField(default=False)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='information_requests.informationrequest')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'position'), name='information_requests_part_once')],
            },
        ),
        migrations.CreateModel(
            name='RequestRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('contract', 'Contract'), ('supplier', 'Supplier'), ('impact', 'Adverse impact'), ('statement', 'Statement')], max_length=10)),
                ('record_key', models.CharField(max_length=16)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='information_requests.informationrequest')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'kind', 'record_key'), name='information_requests_record_once')],
            },
        ),
    ]
