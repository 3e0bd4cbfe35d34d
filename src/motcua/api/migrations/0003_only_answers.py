from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0002_worker'),
    ]

    operations = [
        # Claims of work that never finished hold no answer.
        migrations.RunSQL('DELETE FROM api_idempotencyrecord WHERE finished_at IS NULL', migrations.RunSQL.noop),
        migrations.RemoveField(model_name='idempotencyrecord', name='finished_at'),
        migrations.RemoveField(model_name='idempotencyrecord', name='worker'),
        migrations.RenameField(model_name='idempotencyrecord', old_name='begun_at', new_name='kept_at'),
        migrations.AlterField(
            model_name='idempotencyrecord',
            name='status',
            field=models.PositiveSmallIntegerField(),
        ),
    ]
