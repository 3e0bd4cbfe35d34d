"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.api import description, dvcqg
from motcua.api.doors import behind_doors, door, nowhere
from motcua.api.root import api

app_name = "api"
_operations, _app, _namespace = api.urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("dvcqg/", dvcqg.dialect, name="dvcqg"),
    path("v1/openapi.json", description.openapi, name="openapi"),
    path("v1/docs", description.docs, name="docs"),
    path("v1/problems/<slug:code>", description.problem, name="problem"),
    path("v1/", include((behind_doors([p for p in _operations if str(p.pattern)]), "v1"))),
    path("v1/", door(nowhere)),
    path("v1/<path:rest>", door(nowhere)),
]
