"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from motcua.portal import design

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("he-thiet-ke/", design.design_system, name="design"),
]
