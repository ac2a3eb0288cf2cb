"""The registers: controls, actions, reviews, escalations, issues, dependencies, recommendations; matrices with versions."""

import django.db.models.deletion
import stp_portal.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portfolios', '0006_registers'),
        ('risks', '0002_raised_by_form'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted_on', models.DateField()),
                ('until', models.DateField(verbose_name='last day')),
                ('reason', models.TextField()),
                ('accepted_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('ended_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-accepted_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveIntegerField(verbose_name='number within the footprint')),
                ('position', models.PositiveIntegerField(default=0)),
                ('text', models.TextField()),
                ('due', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='to be looked at on, where it has no day')),
                ('status', models.CharField(choices=[('new', 'New'), ('on_track', 'On track'), ('plan_in_place', 'Plan in place'), ('ongoing', 'Ongoing'), ('carried_forward', 'Carried forward'), ('complete', 'Complete'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], default='new', max_length=20)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('ended_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['footprint', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ActionUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('text', models.TextField()),
                ('status', models.CharField(choices=[('new', 'New'), ('on_track', 'On track'), ('plan_in_place', 'Plan in place'), ('ongoing', 'Ongoing'), ('carried_forward', 'Carried forward'), ('complete', 'Complete'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=20)),
                ('due_before', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('due_after', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Assurance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(choices=[('first', 'First line: those who run it'), ('second', 'Second line: those who oversee it'), ('third', 'Third line: independent of it')], max_length=10)),
                ('level', models.CharField(choices=[('none', 'None'), ('limited', 'Limited'), ('reasonable', 'Reasonable'), ('substantial', 'Substantial')], max_length=12)),
                ('text', models.TextField(verbose_name='what was looked at, and what it showed')),
                ('on', models.DateField(verbose_name='as at')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Control',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('position', models.PositiveIntegerField(default=0)),
                ('text', models.TextField()),
                ('gap', models.TextField(blank=True, verbose_name='gap in this control')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('ended_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['risk', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Dependency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('number', models.PositiveIntegerField(verbose_name='number within the footprint')),
                ('text', models.TextField(verbose_name='what is given')),
                ('needed_by', stp_portal.core.fields.FuzzyDateField()),
                ('promised', stp_portal.core.fields.FuzzyDateField(blank=True, verbose_name='promised for')),
                ('giver_confirmed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('taker_confirmed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('met', 'Met'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('met_on', models.DateField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('closed_reason', models.TextField(blank=True)),
                ('raised_by_form', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                'verbose_name_plural': 'dependencies',
                'ordering': ['footprint', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DependencyUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('reason', models.TextField(blank=True)),
                ('needed_before', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('needed_after', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('promised_before', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('promised_after', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_level', models.CharField(choices=[('workstream', 'Workstream'), ('programme', 'Programme'), ('portfolio', 'Portfolio'), ('system', 'System leadership'), ('governing', 'Governing body')], max_length=12)),
                ('to_level', models.CharField(choices=[('workstream', 'Workstream'), ('programme', 'Programme'), ('portfolio', 'Portfolio'), ('system', 'System leadership'), ('governing', 'Governing body')], max_length=12)),
                ('reason', models.TextField()),
                ('state', models.CharField(choices=[('proposed', 'Waiting for an answer'), ('accepted', 'Accepted'), ('returned', 'Returned'), ('withdrawn', 'Taken back')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.TextField(blank=True, verbose_name='what was answered')),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('number', models.PositiveIntegerField(verbose_name='number within the footprint')),
                ('level', models.CharField(choices=[('workstream', 'Workstream'), ('programme', 'Programme'), ('portfolio', 'Portfolio'), ('system', 'System leadership'), ('governing', 'Governing body')], default='portfolio', max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField(verbose_name='what has happened')),
                ('effect', models.TextField(blank=True, verbose_name='what it does to the work')),
                ('severity', models.CharField(choices=[('critical', 'Critical'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='medium', max_length=10)),
                ('due', stp_portal.core.fields.FuzzyDateField(blank=True, verbose_name='to be resolved by')),
                ('raised_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Open'), ('resolved', 'Resolved'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('closed_reason', models.TextField(blank=True)),
                ('raised_by_form', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                'ordering': ['footprint', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Overseer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['recommendation', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('number', models.PositiveIntegerField(verbose_name='number within the review')),
                ('theme', models.CharField(blank=True, max_length=200, verbose_name='theme, printed once')),
                ('text', models.TextField(verbose_name='recommendation')),
                ('response', models.TextField(blank=True)),
                ('oversight_note', models.TextField(blank=True, verbose_name='about its oversight')),
                ('due', stp_portal.core.fields.FuzzyDateField(blank=True, verbose_name='by when')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='to be looked at on, where it has no day')),
                ('status', models.CharField(choices=[('new', 'New'), ('on_track', 'On track'), ('plan_in_place', 'Plan in place'), ('ongoing', 'Ongoing'), ('carried_forward', 'Carried forward'), ('complete', 'Complete'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], default='new', max_length=20)),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('closed_reason', models.TextField(blank=True, verbose_name='as minuted')),
            ],
            options={
                'ordering': ['review', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecommendationUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('text', models.TextField()),
                ('status', models.CharField(choices=[('new', 'New'), ('on_track', 'On track'), ('plan_in_place', 'Plan in place'), ('ongoing', 'Ongoing'), ('carried_forward', 'Carried forward'), ('complete', 'Complete'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=20)),
                ('evidence', models.TextField(blank=True, verbose_name='evidence: where it can be seen')),
                ('due_before', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('due_after', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('said_with', models.UUIDField(blank=True, editable=False, null=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('key', models.SlugField(max_length=80)),
                ('kind', models.CharField(choices=[('stocktake', 'Stocktake'), ('mid_year', 'Mid-year review'), ('regulator', "Regulator's review"), ('audit', 'Internal audit'), ('other', 'Other review')], max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('reviewer', models.CharField(blank=True, max_length=200, verbose_name='who reviewed')),
                ('held', stp_portal.core.fields.FuzzyDateField(blank=True, verbose_name='when it was held')),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['footprint', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiskCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=120)),
                ('appetite', models.CharField(blank=True, choices=[('averse', 'Averse'), ('minimal', 'Minimal'), ('cautious', 'Cautious'), ('open', 'Open'), ('eager', 'Eager')], max_length=10)),
                ('note', models.TextField(blank=True, verbose_name='appetite statement')),
                ('is_retired', models.BooleanField(default=False, verbose_name='no longer offered')),
            ],
            options={
                'verbose_name_plural': 'risk categories',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='RiskReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(choices=[('baf', 'Board Assurance Framework'), ('corporate', 'Corporate Risk Register'), ('other', 'Another register')], max_length=10)),
                ('register_name', models.CharField(blank=True, max_length=80, verbose_name='as the register is called')),
                ('reference', models.CharField(max_length=40)),
                ('folded', models.CharField(editable=False, max_length=40)),
            ],
            options={
                'ordering': ['risk', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RiskReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('outcome', models.CharField(choices=[('still_right', 'Still right'), ('rescored', 'Rescored')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('next_due', models.DateField(blank=True, null=True, verbose_name='next review due on')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('risks', 'Risks'), ('issues', 'Issues'), ('actions', 'Actions'), ('dependencies', 'Dependencies'), ('recommendations', 'Recommendations'), ('asks', 'Asks and decisions')], max_length=20)),
                ('name', models.CharField(max_length=80)),
                ('query', models.CharField(blank=True, max_length=1000, verbose_name='filters, as in the address')),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with everybody in the footprint')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SupportingOfficer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['recommendation', 'position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='assessment',
            name='matrix',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.riskmatrix'),
        ),
        migrations.AddField(
            model_name='risk',
            name='heading',
            field=models.CharField(blank=True, max_length=200, verbose_name='printed under'),
        ),
        migrations.AddField(
            model_name='risk',
            name='proximity',
            field=models.CharField(blank=True, choices=[('imminent', 'Imminent'), ('month', 'Within a month'), ('quarter', 'Within three months'), ('year', 'Within a year'), ('later', 'Later than a year')], max_length=10),
        ),
        migrations.AddField(
            model_name='risk',
            name='response',
            field=models.CharField(blank=True, choices=[('treat', 'Treat'), ('tolerate', 'Tolerate'), ('transfer', 'Transfer'), ('terminate', 'Terminate'), ('take', 'Take the opportunity')], max_length=10),
        ),
        migrations.AddField(
            model_name='risk',
            name='review_due',
            field=models.DateField(blank=True, null=True, verbose_name='next review due on'),
        ),
        migrations.AddField(
            model_name='risk',
            name='reviewed_on',
            field=models.DateField(blank=True, null=True, verbose_name='last reviewed on'),
        ),
        migrations.AddField(
            model_name='riskband',
            name='belongs_at',
            field=models.CharField(blank=True, choices=[('workstream', 'Workstream'), ('programme', 'Programme'), ('portfolio', 'Portfolio'), ('system', 'System leadership'), ('governing', 'Governing body')], max_length=12, verbose_name='lowest level that looks after it'),
        ),
        migrations.AddField(
            model_name='riskband',
            name='review_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days between reviews of a risk in this band'),
        ),
        migrations.AddField(
            model_name='riskmatrix',
            name='impact_first',
            field=models.BooleanField(default=False, verbose_name='impact is written before likelihood'),
        ),
        migrations.AddField(
            model_name='riskmatrix',
            name='impact_name',
            field=models.CharField(default='Impact', max_length=40, verbose_name='name of the impact axis'),
        ),
        migrations.AddField(
            model_name='riskmatrix',
            name='is_scored',
            field=models.BooleanField(default=True, verbose_name='the score is likelihood times impact'),
        ),
        migrations.AddField(
            model_name='riskmatrix',
            name='likelihood_name',
            field=models.CharField(default='Likelihood', max_length=40, verbose_name='name of the likelihood axis'),
        ),
        migrations.AddField(
            model_name='riskmatrix',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='risks.riskmatrix'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='band',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.riskband'),
        ),
        migrations.AlterField(
            model_name='riskmatrixcell',
            name='band',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='risks.riskband'),
        ),
        migrations.AlterField(
            model_name='riskmatrixcell',
            name='score',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('cell__isnull', False), ('band__isnull', False), _connector='OR'), name='assessment_says_something', violation_error_message='Give likelihood and impact, or the band.'),
        ),
        migrations.AddField(
            model_name='acceptance',
            name='accepted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptance',
            name='ended_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptance',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='acceptance',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='action',
            name='ask',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='portfolios.ask'),
        ),
        migrations.AddField(
            model_name='action',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='action',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='portfolios.person'),
        ),
        migrations.AddField(
            model_name='action',
            name='risk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='actionupdate',
            name='action',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='risks.action'),
        ),
        migrations.AddField(
            model_name='actionupdate',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='actionupdate',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assurance',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='assurance',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='control',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='control',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='controls', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='assurance',
            name='control',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assurances', to='risks.control'),
        ),
        migrations.AddField(
            model_name='dependency',
            name='closed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dependency',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='dependency',
            name='giver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='given', to='portfolios.initiative'),
        ),
        migrations.AddField(
            model_name='dependency',
            name='giver_confirmed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dependency',
            name='taker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='portfolios.initiative'),
        ),
        migrations.AddField(
            model_name='dependency',
            name='taker_confirmed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dependencyupdate',
            name='dependency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='risks.dependency'),
        ),
        migrations.AddField(
            model_name='dependencyupdate',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='dependencyupdate',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalation',
            name='answered_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalation',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalation',
            name='risk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='issue',
            name='closed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='issue',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='issue',
            name='initiative',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='portfolios.initiative'),
        ),
        migrations.AddField(
            model_name='issue',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues_owned', to='portfolios.person'),
        ),
        migrations.AddField(
            model_name='issue',
            name='risk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='issue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='risks.issue'),
        ),
        migrations.AddField(
            model_name='action',
            name='issue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='risks.issue'),
        ),
        migrations.AddField(
            model_name='overseer',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations_overseen', to='portfolios.body'),
        ),
        migrations.AddField(
            model_name='overseer',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='closed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='closed_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations_closed', to='portfolios.meeting'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='initiative',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='portfolios.initiative'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations_led', to='portfolios.person', verbose_name='accountable lead'),
        ),
        migrations.AddField(
            model_name='overseer',
            name='recommendation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overseers', to='risks.recommendation'),
        ),
        migrations.AddField(
            model_name='recommendationupdate',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='recommendationupdate',
            name='recommendation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='risks.recommendation'),
        ),
        migrations.AddField(
            model_name='recommendationupdate',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='risks.review'),
        ),
        migrations.AddField(
            model_name='riskcategory',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='riskcategory',
            name='tolerated',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.riskband', verbose_name='worst band that is tolerated'),
        ),
        migrations.AddField(
            model_name='risk',
            name='category',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='risks.riskcategory'),
        ),
        migrations.AddIndex(
            model_name='risk',
            index=models.Index(fields=['footprint', 'status', 'review_due'], name='risk_review_due'),
        ),
        migrations.AddField(
            model_name='riskreference',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='riskreference',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='references', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='riskreview',
            name='assessment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='risks.assessment'),
        ),
        migrations.AddField(
            model_name='riskreview',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='riskreview',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='riskreview',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supportingofficer',
            name='footprint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint'),
        ),
        migrations.AddField(
            model_name='supportingofficer',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations_supported', to='portfolios.person'),
        ),
        migrations.AddField(
            model_name='supportingofficer',
            name='recommendation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporting_officers', to='risks.recommendation'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('accepted_on'))), name='acceptance_ends_after_it_starts', violation_error_message='The last day must not be before the day it is accepted.'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('risk',), name='acceptance_one_stands'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='acceptance_ended_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='control',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), models.Q(('ended_reason', ''), _negated=True), _connector='OR'), name='control_ended_with_reason', violation_error_message='Say why the control is no longer in place.'),
        ),
        migrations.AddIndex(
            model_name='dependency',
            index=models.Index(fields=['footprint', 'status'], name='dependency_open_of_footprint'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='risks_dependency_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.UniqueConstraint(fields=('footprint', 'number'), name='dependency_number_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(('giver', models.F('taker')), _negated=True), name='dependency_has_two_ends', violation_error_message='An initiative cannot depend on itself: choose another giver or taker.'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('giver_confirmed_at', None), ('giver_confirmed_by', None)), models.Q(('giver_confirmed_at__isnull', False), ('giver_confirmed_by__isnull', False)), _connector='OR'), name='dependency_giver_confirmed_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taker_confirmed_at', None), ('taker_confirmed_by', None)), models.Q(('taker_confirmed_at__isnull', False), ('taker_confirmed_by__isnull', False)), _connector='OR'), name='dependency_taker_confirmed_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='dependency_closed_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='dependency_withdrawn_with_reason', violation_error_message='Say why the dependency is withdrawn.'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['footprint', 'status'], name='issue_open_of_footprint'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='risks_issue_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('footprint', 'number'), name='issue_number_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='issue_closed_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='issue_closed_with_reason', violation_error_message='Say how the issue was resolved, or why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issue', None), ('risk__isnull', False)), models.Q(('issue__isnull', False), ('risk', None)), _connector='OR'), name='escalation_of_risk_or_issue'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('from_level', models.F('to_level')), _negated=True), name='escalation_changes_level'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('risk',), name='escalation_one_of_risk_waits'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('issue',), name='escalation_one_of_issue_waits'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='escalation_answered_at_with_by'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['footprint', 'status'], name='action_open_of_footprint'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('footprint', 'number'), name='action_number_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ask', None), ('issue', None), ('risk__isnull', False)), models.Q(('ask', None), ('issue__isnull', False), ('risk', None)), models.Q(('ask__isnull', False), ('issue', None), ('risk', None)), _connector='OR'), name='action_has_one_source', violation_error_message='An action belongs to a risk, an issue or an ask: name one.'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['closed', 'withdrawn']), _negated=True), models.Q(('ended_reason', ''), _negated=True), _connector='OR'), name='action_ended_with_reason', violation_error_message='Say why the action is closed or withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='overseer',
            constraint=models.UniqueConstraint(fields=('recommendation', 'body'), name='overseer_once_per_recommendation'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='risks_review_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('footprint', 'key'), name='review_key_is_unique', violation_error_message='There is a review of this short name already.'),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(fields=['footprint', 'closed_at'], name='recommendation_open'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='risks_recommendation_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(fields=('review', 'number'), name='recommendation_number_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='recommendation_closed_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('closed_in__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='recommendation_closed_by_a_body', violation_error_message='A recommendation is closed by its overseeing body: name the meeting and what it said.'),
        ),
        migrations.AddConstraint(
            model_name='riskcategory',
            constraint=models.UniqueConstraint(fields=('footprint', 'key'), name='risk_category_key_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='riskcategory',
            constraint=models.UniqueConstraint(fields=('footprint', 'name'), name='risk_category_name_is_unique', violation_error_message='There is a category of this name already.'),
        ),
        migrations.AddIndex(
            model_name='riskreference',
            index=models.Index(fields=['footprint', 'folded'], name='risk_reference_folded'),
        ),
        migrations.AddIndex(
            model_name='riskreview',
            index=models.Index(fields=['risk', 'on'], name='risk_review_of_risk'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('footprint', 'user', 'kind', 'name'), name='saved_view_name_once_per_person', violation_error_message='You have a view of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='supportingofficer',
            constraint=models.UniqueConstraint(fields=('recommendation', 'person'), name='supporting_officer_once_per_recommendation'),
        ),
    ]
