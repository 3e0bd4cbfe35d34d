"""Work for the background worker."""

from django_tasks import task

from motcua.notices import services


@task()
def send_waiting() -> dict[str, int]:
    """Send what waits."""
    return services.send_waiting()
