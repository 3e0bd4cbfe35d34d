"""Addresses of all doors. Each door lists its own pages in its `urls` module."""

from django.urls import include, path

from motcua.core import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics, name="metrics"),
    path("api/", include("motcua.api.urls")),
    path("", include("motcua.accounts.sign_in_urls")),
    path("", include("motcua.accounts.urls")),
    path("mot-cua/", include("motcua.counter.urls")),
    path("xu-ly/", include("motcua.backoffice.urls")),
    path("dieu-hanh/", include("motcua.insight.urls")),
    path("", include("motcua.portal.urls")),
]
handler400 = "motcua.core.views.bad_request"
handler403 = "motcua.core.views.forbidden"
handler404 = "motcua.core.views.not_found"
handler500 = "motcua.core.views.server_error"
