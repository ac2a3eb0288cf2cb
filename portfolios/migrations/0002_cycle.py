

import datetime
import django.db.models.deletion
import django.db.models.functions.datetime
import portfolios.models.cycles
import stp_portal.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portfolios', '0001_portfolios'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('cadence', models.CharField(choices=[('monthly', 'Calendar months'), ('four_weekly', 'Every four weeks'), ('own_dates', 'Dates of our own')], default='monthly', max_length=12)),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day of a four-week period')),
                ('data_cut_off', models.PositiveSmallIntegerField(default=15, verbose_name='data cut-off')),
                ('returns_due', models.PositiveSmallIntegerField(default=12, verbose_name='returns due')),
                ('assurance', models.PositiveSmallIntegerField(default=9, verbose_name='assurance by the PMO')),
                ('sign_off', models.PositiveSmallIntegerField(default=7, verbose_name='sign-off')),
                ('despatch', models.PositiveSmallIntegerField(default=5, verbose_name='papers sent out')),
                ('reminder_days', models.JSONField(blank=True, default=portfolios.models.cycles.usual_reminder_days, validators=[portfolios.models.cycles.validate_reminder_days], verbose_name='reminders, in working days from when returns are due')),
                ('sponsor_after', models.PositiveSmallIntegerField(default=5, verbose_name='working days after returns are due when the sponsor hears')),
                ('reminder_time', models.TimeField(default=datetime.time(8, 0), verbose_name='time of day of reminders')),
                ('dimensions', models.JSONField(blank=True, default=list, validators=[portfolios.models.cycles.validate_dimensions], verbose_name='ratings beside the overall one')),
                ('stale_after_days', models.PositiveSmallIntegerField(default=45, verbose_name='days until a report is stale')),
                ('slip_days', models.PositiveSmallIntegerField(default=30, verbose_name='days of slippage that count')),
                ('overdue_days', models.PositiveSmallIntegerField(default=28, verbose_name='days overdue that count as serious')),
                ('red_risks', models.PositiveSmallIntegerField(default=3, verbose_name='risks in the worst band that count as serious')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.body', verbose_name='meetings of')),
                ('footprint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cycle', to='portfolios.footprint')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('data_cut_off__gte', models.F('returns_due')), ('returns_due__gte', models.F('assurance')), ('assurance__gte', models.F('sign_off')), ('sign_off__gte', models.F('despatch'))), name='cycle_steps_in_order', violation_error_message='The steps must follow one another: data cut-off, returns due, assurance, sign-off, papers sent out. Give an earlier step the same number of days or more.'), models.CheckConstraint(condition=models.Q(models.Q(('cadence', 'four_weekly'), _negated=True), ('first_day__isnull', False), _connector='OR'), name='cycle_of_four_weeks_has_a_first_day', violation_error_message='Give the first day of any one of the four-week periods.')],
            },
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(verbose_name='to')),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in_for', to='portfolios.person')),
                ('ended_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('principal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='portfolios.person')),
            ],
            options={
                'verbose_name_plural': 'deputies',
                'ordering': ['valid_from', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('principal', models.F('deputy')), _negated=True), name='deputy_is_somebody_else', violation_error_message='Nobody stands in for themselves: choose somebody else.'), models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='deputy_ends_after_it_starts', violation_error_message='The last day is before the first day.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='deputy_ended_at_with_by')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('message_id', models.CharField(max_length=200, unique=True)),
                ('state', models.CharField(choices=[('queued', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('token', models.UUIDField(blank=True, editable=False, null=True)),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('handing_over_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'next_attempt_at'], name='mail_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='mail_sent_with_time'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending'), ('token__isnull', False)), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until', None), ('token', None)), _connector='OR'), name='mail_being_sent_is_held')],
            },
        ),
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frequency', models.CharField(choices=[('at_once', 'As things happen'), ('daily', 'One mail a day')], default='at_once', max_length=10)),
                ('opening', models.BooleanField(default=True, verbose_name='when a period is opened')),
                ('reminders', models.BooleanField(default=True, verbose_name='reminders of what is due')),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('footprint', 'user'), name='mail_preference_once_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('opened', 'Period opened'), ('reminder', 'Reminder'), ('sponsor', 'Overdue, to the sponsor'), ('chase', 'Chased by the PMO'), ('returned', 'Report returned'), ('to_sign_off', 'Waiting for sign-off'), ('reopened', 'Period opened again')], max_length=12)),
                ('text', models.CharField(max_length=500)),
                ('path', models.CharField(max_length=300)),
                ('held_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('is_dropped', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.initiative')),
                ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='portfolios.mail')),
                ('period', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.reportingperiod')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('is_dropped', False), ('mail', None)), fields=['held_until'], name='notice_due')],
                'constraints': [models.UniqueConstraint(fields=('footprint', 'key'), name='notice_once_per_key'), models.CheckConstraint(condition=models.Q(('is_dropped', False), ('mail', None), _connector='OR'), name='notice_dropped_is_not_mailed')],
            },
        ),
        migrations.CreateModel(
            name='PlannedOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('private_reason', models.CharField(blank=True, max_length=200, verbose_name='reason, or exemption under the Freedom of Information Act')),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(verbose_name='what was planned')),
                ('outcome', models.CharField(choices=[('done', 'Done'), ('carried', 'Carried over'), ('dropped', 'Dropped')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_outcomes', to='portfolios.highlightreport')),
            ],
            options={
                'ordering': ['report', 'position'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('is_private', False), models.Q(('private_reason', ''), _negated=True), _connector='OR'), name='portfolios_plannedoutcome_private_has_reason', violation_error_message='Say why this is private, or which exemption applies.'), models.UniqueConstraint(fields=('report', 'position'), name='planned_outcome_position_is_unique'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'dropped'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='planned_outcome_dropped_with_reason', violation_error_message='Say why it is dropped.')],
            },
        ),
        migrations.CreateModel(
            name='ReportComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('submitted', 'Submitted'), ('recalled', 'Taken back'), ('returned', 'Returned to its authors'), ('assured', 'Assured by PMO'), ('signed_off', 'Signed off'), ('comment', 'Comment')], max_length=12)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='portfolios.highlightreport')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('step__in', ['returned', 'comment']), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='report_returned_with_comment', violation_error_message='Say what should be put right.')],
            },
        ),
        migrations.CreateModel(
            name='ReportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField(default=dict)),
                ('base_version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portfolios.initiative')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portfolios.reportingperiod')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'period', 'user'), name='report_draft_once_per_author')],
            },
        ),
        migrations.AddField(
            model_name='highlightreport',
            name='carried_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.reportingperiod'),
        ),
        migrations.AddField(
            model_name='highlightreport',
            name='not_updated_days',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='highlightreport',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='highlightreport',
            name='returned_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='highlightreport',
            name='route_by',
            field=stp_portal.core.fields.FuzzyDateField(blank=True, verbose_name='by when'),
        ),
        migrations.AddField(
            model_name='highlightreport',
            name='route_owner',
            field=models.CharField(blank=True, max_length=200, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='highlightreport',
            name='still_true',
            field=models.JSONField(blank=True, default=list, verbose_name='parts that hold as before'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='number',
            field=models.PositiveIntegerField(null=True, verbose_name='number within the footprint'),
        ),
        migrations.AddField(
            model_name='rating',
            name='carried_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.rating'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='assurance_due',
            field=models.DateField(blank=True, null=True, verbose_name='assurance due'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='despatch_on',
            field=models.DateField(blank=True, null=True, verbose_name='papers sent out'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='locked_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='locked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='portfolios.meeting', verbose_name='meeting that its papers go to'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='opened_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='opened_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='reopened_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='reopened_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='reopened_reason',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='sign_off_due',
            field=models.DateField(blank=True, null=True, verbose_name='sign-off due'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='highlightreport',
            name='assured_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='highlightreport',
            name='edited_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='highlightreport',
            name='signed_off_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='highlightreport',
            name='submitted_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='rating',
            name='source',
            field=models.CharField(choices=[('lead', 'Lead'), ('pmo', 'PMO'), ('calculated', 'Calculated'), ('carried', 'Carried forward')], default='lead', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='highlightreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('returned_at', None), ('returned_by', None)), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False)), _connector='OR'), name='report_returned_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='highlightreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carried_from', None), ('not_updated_days', None)), models.Q(('carried_from__isnull', False), ('not_updated_days__isnull', False)), _connector='OR'), name='report_carried_from_with_days'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carried_from__isnull', False), ('source', 'carried')), models.Q(models.Q(('source', 'carried'), _negated=True), ('carried_from', None)), _connector='OR'), name='rating_carried_from_another'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('opened_by', None)), models.Q(('opened_at__isnull', False), ('opened_by__isnull', False)), _connector='OR'), name='period_opened_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('locked_at', None), ('locked_by', None)), models.Q(('locked_at__isnull', False), ('locked_by__isnull', False)), _connector='OR'), name='period_locked_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reopened_at', None), ('reopened_by', None)), models.Q(('reopened_at__isnull', False), ('reopened_by__isnull', False)), _connector='OR'), name='period_reopened_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(('reopened_at', None), models.Q(('reopened_reason', ''), _negated=True), _connector='OR'), name='period_reopened_with_reason', violation_error_message='Say why the period is opened again.'),
        ),
    ]
