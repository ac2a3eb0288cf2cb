import django.db.models.deletion
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
            name='CoverTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
            ],
            options={
                'ordering': ['name', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('footprint', 'key'), name='cover_template_key_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='CoverField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('key', models.SlugField(max_length=80)),
                ('label', models.CharField(max_length=200)),
                ('prompt', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('list', 'List of items'), ('assurance', 'Row of the assurance grid')], max_length=10)),
                ('is_required', models.BooleanField(default=True, verbose_name='required')),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='reports.covertemplate')),
            ],
            options={
                'ordering': ['template', 'position'],
                'constraints': [models.UniqueConstraint(fields=('template', 'key'), name='cover_field_key_is_unique'), models.UniqueConstraint(fields=('template', 'position'), name='cover_field_position_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='PaperType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('organisation_heading', models.CharField(max_length=200, verbose_name='organisation, as headed')),
                ('cover_template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_types', to='reports.covertemplate')),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('footprint', 'slug'), name='paper_type_slug_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('session', models.CharField(choices=[('public', 'Public'), ('private', 'Private')], default='public', max_length=10)),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('published', 'Published'), ('superseded', 'Superseded')], default='draft', max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('authored_on', models.DateField(verbose_name='date of the paper')),
                ('recommendation_verb', models.CharField(max_length=40)),
                ('recommendation', models.TextField()),
                ('declared_initials', models.CharField(blank=True, max_length=10)),
                ('declared_on', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where it came from, if not written here')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers_written', to='portfolios.person')),
                ('declared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.person')),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='portfolios.meeting')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='portfolios.reportingperiod')),
                ('sponsor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers_sponsored', to='portfolios.person')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='reports.paper')),
                ('paper_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='reports.papertype')),
            ],
            options={
                'ordering': ['-period__first_day', 'title'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='reports_paper_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'), models.UniqueConstraint(fields=('paper_type', 'period', 'session', 'edition'), name='paper_edition_is_unique'), models.CheckConstraint(condition=models.Q(models.Q(('declared_by', None), ('declared_on', None)), models.Q(('declared_by__isnull', False), ('declared_on__isnull', False)), _connector='OR'), name='paper_declaration_is_whole', violation_error_message='A declaration names who made it and on which day.'), models.CheckConstraint(condition=models.Q(('session', 'public'), ('is_private', True), _connector='OR'), name='paper_for_private_session_is_private')],
            },
        ),
        migrations.CreateModel(
            name='CoverAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('answered', 'Answered'), ('none_identified', 'None identified'), ('to_be_identified', 'To be identified'), ('not_applicable', 'Not applicable'), ('prompt_left_in', 'Prompt left in'), ('blank', 'Blank')], default='blank', max_length=20)),
                ('text', models.TextField(blank=True)),
                ('items', models.JSONField(blank=True, default=list)),
                ('considered', models.BooleanField(blank=True, null=True, verbose_name='implications considered')),
                ('action_required', models.BooleanField(blank=True, null=True, verbose_name='action required, detail in the report')),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='reports.coverfield')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cover_answers', to='reports.paper')),
            ],
            options={
                'ordering': ['field__position'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'field'), name='cover_answer_once_per_field')],
            },
        ),
        migrations.CreateModel(
            name='PaperSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('position', models.PositiveIntegerField()),
                ('key', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('options', models.JSONField(blank=True, default=dict)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.paper')),
            ],
            options={
                'ordering': ['paper', 'position'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='reports_papersection_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'), models.UniqueConstraint(fields=('paper', 'position'), name='section_position_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='PaperTypeSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('key', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('options', models.JSONField(blank=True, default=dict)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('paper_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.papertype')),
            ],
            options={
                'ordering': ['paper_type', 'position'],
                'constraints': [models.UniqueConstraint(fields=('paper_type', 'position'), name='type_section_position_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('locked', 'Taken when the period was locked'), ('working', 'Taken for a draft while the period was open')], max_length=10)),
                ('schema_version', models.PositiveSmallIntegerField()),
                ('content', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('taken_at', models.DateTimeField(auto_now_add=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='portfolios.reportingperiod')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['taken_at'],
                'constraints': [models.UniqueConstraint(fields=('period', 'kind', 'sha256'), name='snapshot_once_per_content')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('input', models.TextField()),
                ('input_sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('queued', 'Waiting for a worker'), ('running', 'Being compiled'), ('done', 'Compiled'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('stage', models.CharField(blank=True, max_length=100, verbose_name='what is being done')),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('token', models.UUIDField(blank=True, null=True)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reports.paper')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reports.snapshot')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'lease_until'], name='run_due')],
                'constraints': [models.UniqueConstraint(fields=('paper', 'input_sha256'), name='run_once_per_input'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='run_percent_at_most_100')],
            },
        ),
        migrations.CreateModel(
            name='PaperFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_format', models.CharField(choices=[('pdf', 'PDF'), ('html', 'HTML')], max_length=5, verbose_name='format')),
                ('name', models.CharField(max_length=200)),
                ('content', models.BinaryField()),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='reports.run')),
            ],
            options={
                'ordering': ['run', 'file_format'],
                'constraints': [models.UniqueConstraint(fields=('run', 'file_format'), name='file_once_per_run_and_format')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('rule', models.SlugField(max_length=80)),
                ('severity', models.CharField(choices=[('blocking', 'Must be put right before approval'), ('advisory', 'Worth a look')], max_length=10)),
                ('where', models.CharField(max_length=200)),
                ('message', models.TextField()),
                ('cure', models.TextField()),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='reports.run')),
            ],
            options={
                'ordering': ['run', 'position'],
                'constraints': [models.UniqueConstraint(fields=('run', 'position'), name='finding_position_is_unique')],
            },
        ),
    ]
