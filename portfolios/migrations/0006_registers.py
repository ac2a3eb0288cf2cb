"""What meetings said of asks, that an ask was carried out, and notices about risks and dependencies."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portfolios', '0005_report_editors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AskMinute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='said on')),
                ('outcome', models.CharField(choices=[('decided', 'Decided'), ('discussed', 'Discussed'), ('deferred', 'Deferred'), ('noted', 'Noted')], max_length=10)),
                ('text', models.TextField(blank=True, verbose_name='as minuted')),
                ('reference', models.CharField(blank=True, max_length=40, verbose_name='number in the minutes')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='portfolios.ask')),
                ('footprint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolios.footprint')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='portfolios.meeting')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='ask',
            name='done_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='carried out at'),
        ),
        migrations.AddField(
            model_name='ask',
            name='done_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ask',
            name='done_text',
            field=models.TextField(blank=True, verbose_name='what was done'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('opened', 'Period opened'), ('reminder', 'Reminder'), ('sponsor', 'Overdue, to the sponsor'), ('chase', 'Chased by the PMO'), ('returned', 'Report returned'), ('to_sign_off', 'Waiting for sign-off'), ('reopened', 'Period opened again'), ('escalation', 'Risk or issue to be taken up a level'), ('escalated', 'Answer to an escalation'), ('dependency', 'Dependency'), ('assigned', 'Given something to own')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='ask_done_at_with_by'),
        ),
    ]
