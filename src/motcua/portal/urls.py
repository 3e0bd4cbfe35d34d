"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from motcua.portal import (
    changes,
    comparison,
    decisions,
    design,
    downloads,
    home,
    posting,
    procedures,
    search,
    statistics,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("thu-tuc/", search.search, name="search"),
    path("thu-tuc/goi-y/", search.suggestions, name="suggestions"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("thu-tuc/<str:code>/so-sanh/", comparison.comparison, name="comparison"),
    path("thu-tuc/<str:code>/niem-yet.pdf", posting.posting_sheet, name="posting_sheet"),
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("thay-doi/", changes.week, name="changes"),
    path("thay-doi/atom.xml", changes.atom, name="atom"),
    path("thay-doi/feed.json", changes.json_feed, name="json_feed"),
    path("so-lieu/", statistics.catalogue_statistics, name="statistics"),
    path("so-lieu/tai-ve/<str:name>", downloads.download, name="download"),
    path("he-thiet-ke/", design.design_system, name="design"),
]
