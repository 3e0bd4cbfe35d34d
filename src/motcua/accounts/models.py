"""Accounts: whoever can log in, citizen, business or officer.

What an officer may do is not here: `agencies.Posting` binds duties to posts.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """One person who can log in."""

    full_name = models.CharField(max_length=200, blank=True)
    identity_number = models.CharField(max_length=12, blank=True, db_index=True)
    phone = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.full_name or self.username
