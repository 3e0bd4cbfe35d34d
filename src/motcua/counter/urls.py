"""Addresses of this room."""

from django.urls import URLPattern, URLResolver

app_name = "counter"
urlpatterns: list[URLPattern | URLResolver] = []
