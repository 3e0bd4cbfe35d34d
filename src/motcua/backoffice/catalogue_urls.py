"""Addresses of the editor's desk, under /xu-ly/danh-muc/."""

from django.urls import path

from motcua.backoffice import (
    catalogue_decisions,
    catalogue_desk,
    catalogue_drafts,
    catalogue_quarantine,
    catalogue_search,
    consulting,
    form_desk,
    form_pages,
)

urlpatterns = [
    path("", catalogue_desk.desk, name="catalogue"),
    path("chat-luong/", catalogue_desk.quality, name="quality"),
    path("cach-ly/", catalogue_quarantine.listing, name="quarantine"),
    path("cach-ly/<int:pk>/", catalogue_quarantine.record, name="quarantined"),
    path("cach-ly/<int:pk>/viec/", catalogue_quarantine.act, name="act_on_quarantined"),
    path("tim-kiem/", catalogue_search.words, name="search_words"),
    path("tim-kiem/tu/<int:pk>/ngung/", catalogue_search.retire, name="retire_synonym"),
    path("tim-kiem/cau/<int:pk>/xong/", catalogue_search.settle, name="settle_miss"),
    path("quyet-dinh/moi/", catalogue_decisions.enter, name="enter_decision"),
    path("quyet-dinh/<int:pk>/", catalogue_decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/muc/", catalogue_decisions.add_items, name="add_items"),
    path("muc/<int:pk>/", catalogue_decisions.act_on_item, name="act_on_item"),
    path("ban-thao/<int:pk>/", catalogue_drafts.draft, name="draft"),
    path("ban-thao/<int:pk>/viec/", catalogue_drafts.act, name="act_on_draft"),
    path("ban-thao/<int:pk>/chung/", catalogue_drafts.marks, name="edit_marks"),
    path("ban-thao/<int:pk>/<slug:key>/", catalogue_drafts.part, name="edit_part"),
    path("lay-y-kien/", consulting.consultations, name="consultations"),
    path("lay-y-kien/ban-thao/<int:pk>/", consulting.begin, name="begin_consultation"),
    path("lay-y-kien/<int:pk>/", consulting.consultation, name="consultation"),
    path("lay-y-kien/<int:pk>/viec/", consulting.act, name="act_on_consultation"),
    path("bieu-mau/", form_desk.forms, name="forms"),
    path("bieu-mau/<int:pk>/", form_desk.form, name="form"),
    path("bieu-mau/<int:pk>/viec/", form_desk.act, name="act_on_form"),
    path("bieu-mau/<int:pk>/tep.json", form_desk.file, name="form_file"),
    path("bieu-mau/<int:pk>/khac/", form_desk.changes, name="form_changes"),
    path("bieu-mau/<int:pk>/thu/", form_pages.run, name="form_run"),
    path("bieu-mau/<int:pk>/trang-moi/", form_pages.page, name="form_new_page"),
    path("bieu-mau/<int:pk>/trang/<slug:key>/", form_pages.page, name="form_page"),
    path("bieu-mau/<int:pk>/trang/<slug:key>/o-moi/", form_pages.field, name="form_new_field"),
    path("bieu-mau/<int:pk>/trang/<slug:key>/o/<slug:name>/", form_pages.field, name="form_field"),
]
