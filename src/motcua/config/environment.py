"""Every setting that comes from outside, read in this one file.

The reference page `docs/reference/settings.md` is generated from `SETTINGS`.
"""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.rules.errors import RuleViolation

PREFIX = "MOTCUA_"
DEVELOPERS = ("MOTCUA_TEST_", "MOTCUA_BENCH_")  # read by tests and benchmarks, no settings


class SettingNotUnderstood(RuleViolation):
    """The setting {name} is not understood: {reason}. Correct it in the environment and start again."""

    code = "setting_not_understood"
    vi = "Không hiểu thiết đặt {name}: {reason_vi}. Hãy sửa trong biến môi trường rồi chạy lại."


def _yes(text: str) -> bool:
    word = text.strip().lower()
    if word in {"1", "true", "yes", "on", "co", "có"}:
        return True
    # A misspelt “yes” must not switch the protections of production off in silence.
    if word not in {"", "0", "false", "no", "off", "khong", "không"}:
        raise ValueError("yes or no is wanted")
    return False


def _level(text: str) -> str:
    if text not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("no level of logs")
    return text


def _assessment(text: str) -> str:
    # A misspelt “demand” must not let texts through that were to be refused.
    if text not in {"demand", "tell"}:
        raise ValueError("demand or tell is wanted")
    return text


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name without prefix, default, reader and meaning."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str


SETTINGS = [
    Setting("DATA_DIR", "./var", lambda text: Path(text).expanduser().resolve(), "Folder of everything Motcua writes."),
    Setting("DATABASE_URL", "", str, "postgresql://user:password@host:port/name; empty means SQLite in DATA_DIR."),
    Setting("SECRET_KEY", "", str, "Key of sessions and signatures; empty means one made once and kept in DATA_DIR."),
    Setting("DEBUG", "no", _yes, "Show tracebacks; never in production."),
    Setting("PRODUCTION", "no", _yes, "Demand HTTPS, second factor of officers and an own SECRET_KEY."),
    Setting("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]", _words, "Host names under which Motcua answers."),
    Setting("TRUSTED_ORIGINS", "", _words, "Origins (https://…) from which forms may be posted behind a proxy."),
    Setting(
        "TRUSTED_PROXIES",
        "-1",
        int,
        "Proxies in front that add the caller's address to X-Forwarded-For; -1 means one in production, else none.",
    ),
    Setting("WORKERS", "2", int, "Processes of the web server."),
    Setting("THREADS", "4", int, "Threads of each process."),
    Setting("LOG_FORMAT", "text", str, "`text` for people, `json` for machines."),
    Setting("LOG_LEVEL", "INFO", _level, "DEBUG, INFO, WARNING or ERROR."),
    Setting("EMAIL_URL", "", str, "smtp://user:password@host:port; empty means messages are written to DATA_DIR/mail."),
    Setting("PUBLIC_URL", "http://127.0.0.1:8000", str, "Address printed in QR codes, messages and exports."),
    Setting("AGENCY_CODE", "000.00.00.G22", str, "Code under which this installation speaks to partners."),
    Setting("OIDC_ISSUER", "", str, "Issuer of the national identity provider; empty hides that log-in."),
    Setting("OIDC_CLIENT_ID", "", str, "Client id at the identity provider."),
    Setting("OIDC_CLIENT_SECRET", "", str, "Client secret at the identity provider."),
    Setting("OIDC_NAME", "VNeID", str, "Name of the identity provider on the log-in button."),
    Setting("OIDC_SCOPES", "openid,profile", _words, "Scopes asked of the identity provider."),
    Setting(
        "OIDC_CLAIMS",
        '{"full_name": "name", "identity_number": "identity_number", "organisation_code": "organisation_code", '
        '"phone": "phone_number", "born_on": "birthdate", "address": "address_line"}',
        json.loads,
        "Which claim holds which fact of a person (JSON).",
    ),
    Setting(
        "OIDC_ASSURANCE",
        '{"*": 2}',
        json.loads,
        "Which `acr` value means which assurance level 0–3 (JSON); `*` is any other.",
    ),
    Setting("OIDC_OFFICERS_ISSUER", "", str, "Issuer of the identity provider of officers; empty hides that log-in."),
    Setting("OIDC_OFFICERS_CLIENT_ID", "", str, "Client id at the identity provider of officers."),
    Setting("OIDC_OFFICERS_CLIENT_SECRET", "", str, "Client secret at the identity provider of officers."),
    Setting("OIDC_OFFICERS_NAME", "tài khoản công vụ", str, "Name of the provider of officers on the log-in button."),
    Setting(
        "OIDC_OFFICERS_CLAIM",
        "preferred_username",
        str,
        "Claim that holds an officer's user name; one that the office gives and its holder cannot change.",
    ),
    Setting("CLAMAV_SOCKET", "", str, "Socket of clamd; empty means uploads are not scanned, and the page says so."),
    Setting("SIGN_PKCS12", "", str, "Certificate (PKCS#12 file) of papers; empty means the test authority."),
    Setting("SIGN_PASSWORD", "", str, "Password of SIGN_PKCS12."),
    Setting("TRUST_ROOTS", "", str, "Folder of PEM certificates of authorities whose signatures are trusted."),
    Setting("TIMESTAMP_URL", "", str, "Address of an RFC 3161 timestamp service; empty means none in production."),
    Setting("CARRIERS_FILE", "", str, "JSON file with the settings of carriers for return by post; empty means none."),
    Setting("PAYMENTS_FILE", "", str, "JSON file with the settings of payment partners; empty means counter only."),
    Setting("NOTICES_FILE", "", str, "JSON file with the suppliers of texts and chat; empty means a file in DATA_DIR."),
    Setting(
        "IMPACT_ASSESSMENT", "tell", _assessment, "`demand`: no new text without an approved one; `tell`: show it."
    ),
    Setting("SPARK_MASTER", "", str, "spark://host:port; reports are counted there. Empty: here."),
    Setting("OBJECT_STORE", "", str, "s3a://bucket/prefix where the cluster reads the ledger; empty: DATA_DIR/ledger."),
]


class Environment:
    """The settings as attributes, read once at start."""

    def __init__(self, source: Any = os.environ) -> None:
        for setting in SETTINGS:
            try:
                value = setting.read(source.get(PREFIX + setting.name, setting.default))
            except ValueError as fault:
                # Not the value itself: it may be a password.
                reason = f"{setting.meaning} ({type(fault).__name__})"
                raise SettingNotUnderstood(name=PREFIX + setting.name, reason_vi=reason, reason=reason) from None
            setattr(self, setting.name, value)

    @staticmethod
    def unknown(source: Any = os.environ) -> list[str]:
        """Return names that look like settings and are none; a misspelt one changes nothing and says nothing."""
        known = {PREFIX + setting.name for setting in SETTINGS}
        return sorted(
            name for name in source if name.startswith(PREFIX) and name not in known and not name.startswith(DEVELOPERS)
        )

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{PREFIX}{name} is not a setting; see motcua.config.environment.SETTINGS")

    def secret_key(self) -> str:
        """Return the configured key, or the one kept in DATA_DIR, made on first use."""
        if self.SECRET_KEY:
            return str(self.SECRET_KEY)
        if self.PRODUCTION:
            raise SettingNotUnderstood(
                name=f"{PREFIX}SECRET_KEY", reason_vi="phải đặt khi MOTCUA_PRODUCTION bật",
                reason="it must be set when MOTCUA_PRODUCTION is on",
            )  # fmt: skip
        path = self.DATA_DIR / "secret_key"
        try:
            return str(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            self.DATA_DIR.mkdir(parents=True, exist_ok=True)
            # O_EXCL: two processes that start together must agree on one key.
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                return str(path.read_text(encoding="ascii"))
            with os.fdopen(handle, "w") as file:
                key = secrets.token_urlsafe(48)
                file.write(key)
            return key
