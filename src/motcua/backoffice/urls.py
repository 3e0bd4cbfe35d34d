"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.backoffice import mandates, officers, tokens

app_name = "backoffice"
urlpatterns: list[URLPattern | URLResolver] = [
    path("danh-muc/", include(("motcua.backoffice.catalogue_urls", "catalogue"))),
    path("can-bo/", officers.index, name="officers"),
    path("can-bo/moi/", officers.new, name="officer_new"),
    path("can-bo/<int:pk>/", officers.show, name="officer"),
    path("can-bo/<int:pk>/bo-tri/", officers.add_posting, name="add_posting"),
    path("bo-tri/<int:pk>/thoi/", officers.end_posting, name="end_posting"),
    path("bo-tri/<int:pk>/lam-thay/", officers.cover, name="cover"),
    path("noi-lam-viec/", officers.work_in, name="work_in"),
    path("uy-quyen/", mandates.index, name="mandates"),
    path("uy-quyen/<int:pk>/xac-nhan/", mandates.prove, name="prove_mandate"),
    path("he-thong-ket-noi/", tokens.index, name="tokens"),
    path("he-thong-ket-noi/<int:pk>/thu-hoi/", tokens.revoke, name="revoke_token"),
]
