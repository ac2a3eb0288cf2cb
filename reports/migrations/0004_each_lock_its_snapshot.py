

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portfolios', '0002_cycle'),
        ('reports', '0003_runs_of_public_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='snapshot',
            name='snapshot_once_per_content',
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'working')), fields=('period', 'sha256'), name='working_snapshot_once_per_content'),
        ),
    ]
