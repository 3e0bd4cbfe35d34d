"""The application that a WSGI server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()

from motcua.config.warming import warm  # noqa: E402 (models are loaded only now)

warm(application)
# What is loaded now stays: looking through it again and again for garbage was a seventh of the work of an act.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
