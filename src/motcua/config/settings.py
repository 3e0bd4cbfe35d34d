"""Django settings: wiring only. What comes from outside is in `environment`."""

from typing import Any
from urllib.parse import unquote, urlsplit

from motcua.config.environment import Environment, SettingNotUnderstood

ENV = Environment()
DATA_DIR = ENV.DATA_DIR
IMPACT_ASSESSMENT = ENV.IMPACT_ASSESSMENT
SPARK_MASTER, OBJECT_STORE = ENV.SPARK_MASTER, ENV.OBJECT_STORE
DEBUG = ENV.DEBUG
PRODUCTION = ENV.PRODUCTION
TRUSTED_PROXIES = ENV.TRUSTED_PROXIES if ENV.TRUSTED_PROXIES >= 0 else int(PRODUCTION)
SECRET_KEY = ENV.secret_key()
ALLOWED_HOSTS = ENV.ALLOWED_HOSTS
CSRF_TRUSTED_ORIGINS = ENV.TRUSTED_ORIGINS
CSRF_FAILURE_VIEW = "motcua.core.views.forged_form"
PUBLIC_URL = ENV.PUBLIC_URL.rstrip("/")
SIGN_PKCS12, SIGN_PASSWORD, TRUST_ROOTS = ENV.SIGN_PKCS12, ENV.SIGN_PASSWORD, ENV.TRUST_ROOTS
TIMESTAMP_URL, CLAMAV_SOCKET = ENV.TIMESTAMP_URL, ENV.CLAMAV_SOCKET
PAYMENTS, NOTICES, CARRIERS = ENV.PAYMENTS_FILE, ENV.NOTICES_FILE, ENV.CARRIERS_FILE

ROOMS = [
    "core",
    "accounts",
    "calendars",
    "agencies",
    "notices",
    "documents",
    "payments",
    "procedures",
    "dossiers",
    "exchange",
    "ledger",
    "review",
    "staffing",
    "quality",
    "reports",
    "demo",
    "api",
    "insight",
    "backoffice",
    "counter",
    "portal",
]
INSTALLED_APPS = [
    *(f"motcua.{room}.apps.{room.capitalize()}Config" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "csp",
]
MIDDLEWARE = [
    "motcua.core.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "motcua.core.middleware.MeasureMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "motcua.core.middleware.PolicyMiddleware",
    "motcua.core.middleware.PrivateAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.core.middleware.LanguageMiddleware",
    "motcua.core.middleware.NulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.agencies.middleware.PostingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.accounts.gate.GateMiddleware",
]
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.core.context.house",
                "motcua.accounts.context.sign_in",
            ],
            "builtins": [
                "motcua.core.templatetags.motcua",
                "motcua.core.templatetags.components",
                "template_partials.templatetags.partials",
            ],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "motcua.sqlite3",
            # Opening the file anew for every request costs more than most pages.
            "CONN_MAX_AGE": None,
            # A file, because threads that share a database in memory do not wait for each other.
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;"
                    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingNotUnderstood(
            name="MOTCUA_DATABASE_URL", reason_vi=f"phải bắt đầu bằng postgresql://, không phải {parts.scheme}://",
            reason=f"it must begin with postgresql://, not {parts.scheme}://",
        )  # fmt: skip
    host = unquote(parts.hostname or "") or None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host or "",
        "PORT": str(parts.port or ""),
        # Only statements bound on the server (core.prepared) are ever kept prepared.
        "CONN_MAX_AGE": 3600,  # each thread keeps its own, with the statements prepared on it
        "OPTIONS": {"prepare_threshold": 2},
    }


DATABASES = {"default": _database(ENV.DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "motcua.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_USERNAME_BLACKLIST = ["admin", "root", "quan-tri"]
# Failed log-ins are counted in the database (accounts.attempts), not per process.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
ACCOUNT_FORMS = {
    "login": "motcua.accounts.forms.LogInForm",
    "signup": "motcua.accounts.forms.SignUpForm",
    "change_password": "motcua.accounts.forms.ChangePasswordForm",
    "set_password": "motcua.accounts.forms.SetPasswordForm",
    "reset_password": "motcua.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "motcua.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "motcua.accounts.forms.ReauthenticateForm",
}
# ClientAddressMiddleware has read the proxies' header already.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_ADAPTER = "motcua.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Motcua"
# A code typed as it changes, or by a phone half a minute off, still counts (RFC 6238, section 5.2: one step).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "motcua.accounts.forms.CodeForm",
    "reauthenticate": "motcua.accounts.forms.CodeAgainForm",
    "activate_totp": "motcua.accounts.forms.ActivateCodeForm",
}
OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_NAME = ENV.OIDC_ISSUER, ENV.OIDC_CLIENT_ID, ENV.OIDC_NAME
OIDC_SCOPES, OIDC_CLAIMS, OIDC_ASSURANCE = ENV.OIDC_SCOPES, ENV.OIDC_CLAIMS, ENV.OIDC_ASSURANCE
SOCIALACCOUNT_ADAPTER = "motcua.accounts.provider.SocialAdapter"
OIDC_OFFICERS_ISSUER, OIDC_OFFICERS_NAME = ENV.OIDC_OFFICERS_ISSUER, ENV.OIDC_OFFICERS_NAME
OIDC_OFFICERS_CLAIM = ENV.OIDC_OFFICERS_CLAIM
_PROVIDERS = (
    ("quoc-gia", OIDC_NAME, OIDC_CLIENT_ID, ENV.OIDC_CLIENT_SECRET, OIDC_ISSUER),
    (
        "can-bo", OIDC_OFFICERS_NAME, ENV.OIDC_OFFICERS_CLIENT_ID, ENV.OIDC_OFFICERS_CLIENT_SECRET,
        OIDC_OFFICERS_ISSUER,
    ),
)  # fmt: skip
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "provider_class": "motcua.accounts.provider.StrictProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": key,
                "name": name,
                "client_id": client,
                "secret": secret,
                "settings": {"server_url": issuer},
            }
            for key, name, client, secret, issuer in _PROVIDERS
            if issuer
        ],
    }
}

LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["motcua.core.formats"]
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # The log-in form is answered by a redirect to an identity provider.
        "form-action": [
            "'self'",
            *(f"{urlsplit(issuer)[0]}://{urlsplit(issuer)[1]}" for *_, issuer in _PROVIDERS if issuer),
        ],
    }
}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
if ENV.EMAIL_URL:
    _mail = urlsplit(ENV.EMAIL_URL)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS = _mail.scheme == "smtps"
DEFAULT_FROM_EMAIL = "motcua@localhost"

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"house": {"()": "motcua.core.logs.formatter", "kind": ENV.LOG_FORMAT}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "house"}},
    "root": {"handlers": ["stderr"], "level": ENV.LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "propagate": False},
        # A wrong signature is an answer here, not an incident.
        "pyhanko": {"level": "CRITICAL"},
        "pyhanko_certvalidator": {"level": "CRITICAL"},
    },
}
