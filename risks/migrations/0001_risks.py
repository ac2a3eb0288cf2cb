import django.db.models.deletion
import stp_portal.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('portfolios', '0001_portfolios'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('number', models.PositiveIntegerField(verbose_name='number within the footprint')),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('level', models.CharField(choices=[('workstream', 'Workstream'), ('programme', 'Programme'), ('portfolio', 'Portfolio'), ('system', 'System leadership'), ('governing', 'Governing body')], default='portfolio', max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('cause', models.TextField(blank=True)),
                ('event', models.TextField(blank=True)),
                ('effect', models.TextField(blank=True)),
                ('description', models.TextField(blank=True, verbose_name='description, where it came in one piece')),
                ('is_published', models.BooleanField(default=True, verbose_name='its text stands in a published paper')),
                ('logged', stp_portal.core.fields.FuzzyDateField(blank=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_reason', models.TextField(blank=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='portfolios.initiative')),
                ('raised_in_ask', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='portfolios.ask')),
            ],
            options={
                'ordering': ['footprint', 'number'],
                'abstract': False,
                'indexes': [models.Index(fields=['footprint', 'status'], name='risk_open_of_footprint')],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='risks_risk_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'), models.UniqueConstraint(fields=('footprint', 'number'), name='risk_number_is_unique'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='risk_closed_at_with_by'), models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='risk_closed_with_reason', violation_error_message='Say why the risk is closed or withdrawn.')],
            },
        ),
        migrations.CreateModel(
            name='RiskMatrix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('likelihood_words', models.JSONField(verbose_name='likelihood, lowest first')),
                ('impact_words', models.JSONField(verbose_name='impact, lowest first')),
                ('note', models.TextField(blank=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
            ],
            options={
                'verbose_name_plural': 'risk matrices',
                'ordering': ['valid_from'],
                'constraints': [models.UniqueConstraint(fields=('footprint', 'key'), name='risk_matrix_key_is_unique'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='risk_matrix_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='RiskBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='order, best first')),
                ('label', models.CharField(max_length=40)),
                ('letter', models.CharField(max_length=2)),
                ('shape', models.CharField(choices=[('circle', 'Circle'), ('triangle', 'Triangle'), ('square', 'Square'), ('diamond', 'Diamond'), ('cross', 'Cross')], max_length=10)),
                ('colour', models.CharField(choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red'), ('blue', 'Blue'), ('yellow', 'Yellow'), ('grey', 'Grey')], max_length=10)),
                ('lowest_score', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('highest_score', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bands', to='risks.riskmatrix')),
            ],
            options={
                'ordering': ['rank'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('matrix', 'label'), name='risk_band_label_once_per_matrix'), models.UniqueConstraint(fields=('matrix', 'letter'), name='risk_band_letter_once_per_matrix'), models.UniqueConstraint(fields=('matrix', 'rank'), name='risk_band_rank_once_per_matrix'), models.CheckConstraint(condition=models.Q(('lowest_score', None), ('highest_score__gte', models.F('lowest_score')), _connector='OR'), name='risk_band_scores_in_order')],
            },
        ),
        migrations.CreateModel(
            name='RiskMatrixCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('impact', models.PositiveSmallIntegerField()),
                ('score', models.PositiveSmallIntegerField()),
                ('band', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='risks.riskband')),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='risks.riskmatrix')),
            ],
            options={
                'ordering': ['matrix', 'likelihood', 'impact'],
                'constraints': [models.UniqueConstraint(fields=('matrix', 'likelihood', 'impact'), name='risk_cell_is_unique'), models.CheckConstraint(condition=models.Q(('impact__gte', 1), ('likelihood__gte', 1)), name='risk_cell_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('inherent', 'Inherent'), ('current', 'Current'), ('target', 'Target')], default='current', max_length=10)),
                ('printed_score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='score as printed, if it differs')),
                ('reason', models.TextField(blank=True)),
                ('assessed_on', models.DateField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('superseded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.risk')),
                ('band', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.riskband')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.riskmatrixcell')),
            ],
            options={
                'ordering': ['-recorded_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('risk', 'kind'), name='assessment_one_stands')],
            },
        ),
        migrations.CreateModel(
            name='RiskOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks_owned', to='portfolios.person')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owners', to='risks.risk')),
            ],
            options={
                'ordering': ['person__name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('risk', 'person'), name='risk_owner_once_at_a_time')],
            },
        ),
    ]
