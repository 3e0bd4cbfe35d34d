"""Addresses of log-in, under the names that allauth looks up; only the pages this house uses."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import URLPattern, URLResolver, path, re_path

from motcua.accounts import views

HOME = "tai-khoan/"
FACTOR = HOME + "hai-lop/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", views.log_out, name="account_logout"),
    path(HOME + "dang-ky/", account.signup, name="account_signup"),
    path(HOME + "bi-khoa/", account.account_inactive, name="account_inactive"),
    path(HOME + "xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path(HOME + "mat-khau/", account.password_change, name="account_change_password"),
    path(HOME + "mat-khau/dat/", account.password_set, name="account_set_password"),
    path(HOME + "mat-khau/quen/", account.password_reset, name="account_reset_password"),
    path(HOME + "mat-khau/quen/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        rf"^{HOME}mat-khau/quen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        HOME + "mat-khau/quen/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(FACTOR, second_factor.index, name="mfa_index"),
    path(FACTOR + "ma/", second_factor.authenticate, name="mfa_authenticate"),
    path(FACTOR + "xac-nhan/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path(FACTOR + "bat/", totp.activate_totp, name="mfa_activate_totp"),
    path(FACTOR + "tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(FACTOR + "du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(FACTOR + "du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(FACTOR + "du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path(HOME + "lien-ket/", social.connections, name="socialaccount_connections"),
    path(HOME + "lien-ket/huy/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path(HOME + "lien-ket/loi/", social.login_error, name="socialaccount_login_error"),
    path(HOME + "lien-ket/dang-ky/", social.signup, name="socialaccount_signup"),
    path("dang-nhap/<slug:provider_id>/", views.national_log_in, name="openid_connect_login"),
    path("dang-nhap/<slug:provider_id>/tro-ve/", views.national_return, name="openid_connect_callback"),
]
