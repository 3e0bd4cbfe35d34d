"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.backoffice import acts, alerts, bulk_pages, dossier, lists, mandates, officers, petitions, talk, tokens

app_name = "backoffice"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.index, name="desk"),
    path("tim/", lists.search, name="search"),
    path("danh-sach/luu/", lists.save_view, name="save_view"),
    path("danh-sach/<int:pk>/xoa/", lists.forget_view, name="forget_view"),
    path("canh-bao/", alerts.index, name="alerts"),
    path("canh-bao/da-xem/", alerts.seen, name="alerts_seen"),
    path("lam-thay/", alerts.cover, name="cover_mine"),
    path("hang-loat/", bulk_pages.index, name="bulk"),
    path("hang-loat/moi/", bulk_pages.new, name="bulk_new"),
    path("hang-loat/<int:pk>/", bulk_pages.show, name="bulk_job"),
    path("hang-loat/<int:pk>/xac-nhan/", bulk_pages.confirm, name="bulk_confirm"),
    path("hang-loat/<int:pk>/thu-hoi/", bulk_pages.take_back, name="bulk_take_back"),
    path("ho-so/<str:number>/", dossier.show, name="dossier"),
    path("ho-so/<str:number>/dong-ho/", dossier.clock_page, name="dossier_clock"),
    path("ho-so/<str:number>/giay-to/", talk.papers, name="dossier_papers"),
    path("ho-so/<str:number>/giay-to/<str:key>/", talk.file, name="dossier_file"),
    path("ho-so/<str:number>/trao-doi/", talk.show, name="dossier_talk"),
    path("ho-so/<str:number>/trao-doi/viet/", talk.write, name="dossier_write"),
    path("ho-so/<str:number>/trao-doi/da-doc/", talk.read, name="dossier_read"),
    path("ho-so/<str:number>/phan-cong/", talk.assign, name="dossier_assign"),
    path("ho-so/<str:number>/quy-dinh/", dossier.text_page, name="dossier_text"),
    path("ho-so/<str:number>/viec/<str:act>/", acts.show, name="act"),
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
    path("phan-anh/", petitions.index, name="petitions"),
    path("phan-anh/<str:mark>/", petitions.answer, name="petition"),
    path("he-thong-ket-noi/", tokens.index, name="tokens"),
    path("he-thong-ket-noi/<int:pk>/thu-hoi/", tokens.revoke, name="revoke_token"),
]
