"""Rows that all tests of a module share."""

import pytest
from django.db import transaction
from django.test import override_settings


def once_per_module(build):
    """Return a fixture that keeps what `build` writes until the module ends: each test undoes its own rows only."""

    @pytest.fixture(scope="module")
    def built(django_db_setup, django_db_blocker):
        quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
        with django_db_blocker.unblock(), quick, transaction.atomic():
            yield build()
            transaction.set_rollback(True)

    return built
