"""The door for other systems: REST, sync, webhooks and the national-portal dialect.

It decides nothing.
"""
