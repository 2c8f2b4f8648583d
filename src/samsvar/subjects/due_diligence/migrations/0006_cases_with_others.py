import datetime
from typing import Any

import django.db.models.deletion
import samsvar.platform.audit.records
from django.db import migrations, models


def one_leader(apps: Any, schema_editor: Any) -> None:
    """Where several shares of a case led it, the last one made goes on leading."""
    shares = apps.get_model('due_diligence', 'ImpactShare').objects
    seen = set()
    for share in shares.filter(leads=True, ended_on=None).order_by('-updated_at', '-pk'):
        if share.impact_id in seen:
            shares.filter(pk=share.pk).update(leads=False)
        seen.add(share.impact_id)


class Migration(migrations.Migration):

    dependencies = [
        ('due_diligence', '0005_campaigns'),
        ('organisation', '0001_initial'),
        ('suppliers', '0002_screening'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('said', models.CharField(choices=[('asked', 'Asked of the supplier'), ('heard', 'Heard from the supplier'), ('met', 'Meeting with the supplier'), ('among_us', 'Between the buyers')], max_length=10)),
                ('said_on', models.DateField()),
                ('whom', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('impact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dialogue', to='due_diligence.adverseimpact')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('said_on__isnull', True), models.Q(('said_on__gte', datetime.date(1900, 1, 1)), ('said_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_caseline_said_on_year')],
            },
        ),
        migrations.CreateModel(
            name='Leaving',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('ends', models.CharField(help_text='what ends: the agreements, or all trade', max_length=300)),
                ('ground', models.CharField(blank=True, choices=[('tried_in_vain', 'what we have tried has not helped'), ('no_prospect', 'there is no prospect that it changes'), ('irremediable', 'the harm cannot be made good'), ('grave_and_idle', 'it is grave, and the supplier does nothing at once')], max_length=20)),
                ('tried', models.TextField(blank=True)),
                ('workers', models.TextField(blank=True)),
                ('asked_affected', models.TextField(blank=True)),
                ('alternatives', models.TextField(blank=True)),
                ('contractual_ground', models.TextField(blank=True)),
                ('reasons_given', models.TextField(blank=True)),
                ('notice_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('impact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leavings', to='due_diligence.adverseimpact')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('notice_on__isnull', True), models.Q(('notice_on__gte', datetime.date(1900, 1, 1)), ('notice_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_leaving_notice_on_year'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), models.Q(('ends_on__gte', datetime.date(1900, 1, 1)), ('ends_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_leaving_ends_on_year'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), models.Q(('decided_on__gte', datetime.date(1900, 1, 1)), ('decided_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_leaving_decided_on_year'), models.UniqueConstraint(fields=('impact', 'enterprise'), name='due_diligence_leaving_once'), models.CheckConstraint(condition=models.Q(('decided_on', None), models.Q(models.Q(('ground', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='due_diligence_leaving_decided')],
            },
        ),
        migrations.CreateModel(
            name='OwnerLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=samsvar.platform.audit.records.new_key, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('address', models.EmailField(max_length=254)),
                ('language', models.CharField(default='nb', max_length=2)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.orgunit')),
                ('impact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owner_letters', to='due_diligence.adverseimpact')),
                ('inquiry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='suppliers.ownerinquiry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('answered_at', None), ('withdrawn_at', None), _connector='OR'), name='due_diligence_letter_one_end')],
            },
        ),
        migrations.AddField(
            model_name='impactshare',
            name='told_at',
            field=models.DateTimeField(blank=True, help_text='since when the other buyers see its conclusion', null=True),
        ),
        migrations.AddField(
            model_name='remediation',
            name='agreed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='remediation',
            name='verified_how',
            field=models.CharField(blank=True, choices=[('visit', 'a visit to the place'), ('interviews', 'talks with those who were harmed'), ('workers_body', 'a trade union or elected representatives'), ('audit', 'an audit by somebody else'), ('papers', 'payslips and other papers'), ('other', 'in another way')], max_length=15),
        ),
        migrations.RunPython(one_leader, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='impactshare',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), ('leads', True)), fields=('impact',), name='due_diligence_share_one_leads'),
        ),
        migrations.AddConstraint(
            model_name='remediation',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), models.Q(('agreed_on__gte', datetime.date(1900, 1, 1)), ('agreed_on__lt', datetime.date(2200, 1, 1))), _connector='OR'), name='due_diligence_remediation_agreed_on_year'),
        ),
    ]
