"""Addresses of one's own account. The log-in pages are in `sign_in_urls`."""

from django.urls import URLPattern, URLResolver, path

from motcua.accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", views.mine, name="mine"),
    path("tai-khoan/phien/", views.sessions, name="sessions"),
    path("tai-khoan/phien/ket-thuc/", views.end_sessions, name="end_sessions"),
    path("tai-khoan/truy-cap/", views.views_of_my_data, name="access"),
    path("tai-khoan/dong-y/<int:pk>/rut/", views.withdraw_consent, name="withdraw_consent"),
    path("tai-khoan/uy-quyen/", views.mandates, name="mandates"),
    path("tai-khoan/uy-quyen/<int:pk>/cham-dut/", views.revoke_mandate, name="revoke_mandate"),
]
