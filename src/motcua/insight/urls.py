"""Addresses of this door; each subject keeps its own list."""

from django.urls import URLPattern, URLResolver, path

from motcua.insight import dashboard

app_name = "insight"
OVERVIEW = [
    path("", dashboard.overview, name="overview"),
    path("ho-so/", dashboard.dossiers, name="dossiers"),
]
urlpatterns: list[URLPattern | URLResolver] = [*OVERVIEW]
