"""Settings of the STP Portal: one module, driven by environment variables.

With nothing set but ``DEBUG=true`` the portal runs on one machine: SQLite, a queue of files, a cache of files, all
under ``VAR_DIR``. Every larger arrangement is made by environment variables alone (README, "Running it for real").
A secret that is missing outside debug stops the start, with a hint.
"""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """The signing key: from SECRET_KEY; a fixed, plainly unsafe one in debug only."""
    key = env.str("SECRET_KEY", default="")
    if not key and DEBUG:
        return "only-for-debug-" + "x" * 50
    if len(key) < 50 or len(set(key)) < 5:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or too short. Set the environment variable SECRET_KEY to at least 50 random "
            "characters, for example: python -c 'import secrets; print(secrets.token_urlsafe(50))'. "
            "On a developer's machine set DEBUG=true instead."
        )
    return key


SECRET_KEY = secret_key()
# Behind TLS unless told otherwise: cookies are then marked secure and plain HTTP is redirected.
HTTPS = env.bool("HTTPS", default=not DEBUG)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "rest_framework",
    "stp_portal.core",
    "stp_portal.accounts",
    "portfolios",
    "risks",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reports.middleware.TypedTextMiddleware",
    # Deny by default: a page that needs no sign-in says so itself.
    "stp_portal.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portfolios.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "stp_portal.urls"
WSGI_APPLICATION = "stp_portal.wsgi.application"
ASGI_APPLICATION = "stp_portal.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portfolios.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "stp_portal.core.forms.NhsFormRenderer"

# --- Database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE is what keeps two writers from failing with "database is locked"; WAL keeps readers out of their way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
        ),
    }
    # Tests use a file as well: threads and worker processes must see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- Cache and sessions ---------------------------------------------------------------------------------------------
# Shared by all processes, because the sign-in limits count across them.
CACHE_URL = env.str("CACHE_URL", default="")
if CACHE_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            # Enough that a flood of sign-in attempts does not push out the counters that stop it.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A highlight report can be long, and the form refuses longer text with a clear message: this only stops abuse.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Locking a period of a thousand initiatives has a tick for each, and a report form five fields for each risk and
# milestone: Django's own thousand would turn such a form away with all that was typed.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# The OWASP floor for Argon2id: Django's own default costs 100 MB a check.
PASSWORD_HASHERS = ["stp_portal.accounts.hashers.PortalArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "stp_portal.accounts.adapter.ClosedSignUpAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the PMO for addresses it knows
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# The address of a client is its socket's unless a proxy of ours is known to set X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "STP Portal"
# The PMO makes accounts for addresses it knows and nothing verifies one: without this nobody could turn the app on.
MFA_ALLOW_UNVERIFIED_EMAIL = True


def email_settings() -> dict[str, object]:
    """Where mail goes: from EMAIL_URL; to the console in debug only, because it holds links that open accounts."""
    if not env.str("EMAIL_URL", default="") and not DEBUG:
        raise ImproperlyConfigured(
            "EMAIL_URL is missing: nobody could get the mail that opens a new account. Set it to, for example, "
            "smtp+tls://user:password@mail.example.org:587, or to consolemail:// to print mail instead of sending it."
        )
    return env.email("EMAIL_URL", default="consolemail://")


vars().update(email_settings())
_sender = env.str("DEFAULT_FROM_EMAIL", default="")
DEFAULT_FROM_EMAIL = _sender or "STP Portal <portal@localhost>"
if "@" not in parseaddr(DEFAULT_FROM_EMAIL)[1]:
    raise ImproperlyConfigured(
        "DEFAULT_FROM_EMAIL must hold a mail address, such as 'STP Portal <pmo@example.org>'."
    )
# Whom the accessibility statement names for those who cannot read a paper. Blank: it tells them to ask the programme
# office, because nobody reads the mail of an address that is made up.
ACCESSIBILITY_CONTACT = env.str("ACCESSIBILITY_CONTACT", default="") or parseaddr(_sender)[1]
# Seconds. A mail server that does not answer must not keep a worker, or somebody who asks for a new password.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)


def portal_url() -> str:
    """Where people find the portal: mails that no request asked for hold links to it. From PORTAL_URL."""
    url = env.str("PORTAL_URL", default="http://127.0.0.1:8000" if DEBUG else "").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            "PORTAL_URL is missing or is no address: the links in mails begin with it. Set it to what people type to "
            "open the portal, for example https://portal.example.org"
        )
    return url


PORTAL_URL = portal_url()

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there, collected or not
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "stp_portal.core.staticfiles.PackageFilesFinder",
]
# COLLECTED_STATIC says that collectstatic has run (as in the container image): hashed names, cached for ever.
COLLECTED_STATIC = env.bool("COLLECTED_STATIC", default=False)
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "stp_portal.core.staticfiles.Storage"
        if COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Security headers -----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# Turn these off where other hosts below this name are not ready for it.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=HTTPS)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=HTTPS)
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Work outside the request ---------------------------------------------------------------------------------------
# The run row is the truth, a message only a hint (docs/adr/0004): losing the whole queue loses no work.
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    _queue = VAR_DIR / "queue"
    for _part in ("messages", "control", "processed"):
        (_queue / _part).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(_queue / "control"),
        "processed_folder": str(_queue / "processed"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 3600,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        # No socket_timeout: with one, a broker that pauses for longer makes an acknowledgement fail, and kombu 5.7 then
        # never asks for another message (measured: stuck for good after a pause of 8 s; without, on again at once).
        # Only workers and beat talk to the broker, and they have nothing better to do than to wait.
        "socket_keepalive": True,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_LOST_WAIT = 1.0  # seconds; Celery would let the place of a killed process stand empty for ten
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = (
    400_000  # kilobytes; looked at after a task, so a large paper is finished first
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
MAIL_TICK_SECONDS = env.float("MAIL_TICK_SECONDS", default=10)
CELERY_BEAT_SCHEDULE = {
    "nudge-workers": {"task": "reports.tick", "schedule": 2.0, "options": {"expires": 2.0}},
    "mail": {
        "task": "portfolios.mail_tick",
        "schedule": MAIL_TICK_SECONDS,
        "options": {"expires": MAIL_TICK_SECONDS},
    },
}
# A worker that stops renewing its claim for this long is taken for dead and its run goes to the next one.
RUN_LEASE_SECONDS = env.int("RUN_LEASE_SECONDS", default=30)
RUN_MAX_ATTEMPTS = 3
# A mail is not renewed but handed over within its time limit, which is shorter than this (portfolios/tasks.py).
MAIL_LEASE_SECONDS = env.int("MAIL_LEASE_SECONDS", default=150)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # At INFO these tell every step of drawing a page: forty lines a paper.
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        # It warns that the queue of files has no host name.
        "kombu.connection": {"level": "ERROR"},
    },
}

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "LIST_SERIALIZER_ERRORS_AS_DICT": True,  # wrong rows by their number; the older form goes in DRF 3.20
}
