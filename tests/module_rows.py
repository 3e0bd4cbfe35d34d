"""Rows that all tests of a module share."""

from contextlib import contextmanager

from django.db import transaction
from django.test import override_settings


@contextmanager
def rows_of_module(blocker):
    """Keep what the block writes until the module ends: each test undoes its own, this undoes the rest.

    `blocker` is the fixture `django_db_blocker`; ask for `django_db_setup` too.
    """
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with blocker.unblock(), quick, transaction.atomic():
        yield
        transaction.set_rollback(True)
