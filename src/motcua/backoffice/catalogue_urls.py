"""Addresses of the editor's desk, under /xu-ly/danh-muc/."""

from django.urls import path

from motcua.backoffice import catalogue_decisions, catalogue_desk, catalogue_drafts, catalogue_search

urlpatterns = [
    path("", catalogue_desk.desk, name="catalogue"),
    path("chat-luong/", catalogue_desk.quality, name="quality"),
    path("cach-ly/", catalogue_desk.quarantine_list, name="quarantine"),
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
]
