from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portfolios', '0003_number_milestones'),
    ]

    operations = [
        migrations.AlterField(
            model_name='milestone',
            name='number',
            field=models.PositiveIntegerField(verbose_name='number within the footprint'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('footprint', 'number'), name='milestone_number_is_unique'),
        ),
    ]
