"""All settings; values come from the environment, see .env.example. Nothing set: SQLite and a broker of files."""

import json
from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
DEMO = env.bool("PLC_DEMO", False)  # asked before the file is read: a line in it can never open an installation
environ.Env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")))


def laptop_secret(name: str) -> str:
    """A secret that stays the same on this machine, for installations that set none."""
    path = VAR_DIR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


# --- what kind of installation is this -------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
DEMO_DIR = VAR_DIR / "demo"
if DEMO and "DATABASE_URL" in env:
    # Anybody may sign in as anybody in the demo, so it never runs on a database that somebody chose.
    raise ImproperlyConfigured("PLC_DEMO uses its own database: unset DATABASE_URL or PLC_DEMO.")
CLOCK_SHIFT = timedelta()
ALLOW_MOVED_CLOCK = False  # a message of the broker may name the moment; only the tests of the worker do
if DEMO:
    DEMO_DIR.mkdir(exist_ok=True)
    if (DEMO_DIR / "clock.json").exists():
        CLOCK_SHIFT = timedelta(days=json.loads((DEMO_DIR / "clock.json").read_text())["shift_days"])

SECRET_KEY = env.str("SECRET_KEY", "") or laptop_secret("secret-key")
# Outside the database on purpose (plc_platform.sealing). The first seals, all open, so that a key can be replaced.
NOTES_KEYS = env.list("NOTES_KEYS", default=[]) or [laptop_secret("notes-key")]
PULSE_KEYS = env.list("PULSE_KEYS", default=[]) or [laptop_secret("pulse-key")]
ATTEST_KEYS = env.list("ATTEST_KEYS", default=[]) or [laptop_secret("attest-key")]  # evidence.signing
HAS_ATTEST_KEYS = bool(env.list("ATTEST_KEYS", default=[]))
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
IS_SECURE = SITE_URL.startswith("https://")

# --- applications ----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "notifications",
    "schools",
    "communities",
    "meetings",
    "conditions",
    "planning",
    "learning",
    "pulse",
    "leading",
    "coaching",
    "dashboard",
    "exchange",
    "evidence",
    "upkeep",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "schools.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "schools.middleware.SignInMiddleware",
    "schools.middleware.PreferenceMiddleware",
    "plc_platform.second_trigger.SecondTriggerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "plc_platform.urls"
WSGI_APPLICATION = "plc_platform.wsgi.application"
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
                "plc_platform.context.frame",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "plc"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["plc"]

# --- data ------------------------------------------------------------------------------------------------------------
default_database = DEMO_DIR / "demo.sqlite3" if DEMO else VAR_DIR / "plc.sqlite3"
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{default_database}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["schools.signin.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "schools.passwords.TellsOfNewPasswords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:home"
ACCOUNT_ADAPTER = "schools.adapter.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the invitation or the mailed code that was used
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
SESSION_COOKIE_AGE = 30 * 24 * 3600

# --- language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "plc_platform" / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# --- files and security ----------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": STATICFILES_STORAGE},
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
UPLOAD_DIR = VAR_DIR / "uploads"
MEDIA_ROOT = (DEMO_DIR if DEMO else VAR_DIR) / "files"  # never served by a web server: pages look at doors first

# --- mail ------------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 30
MAIL_CONNECTIONS = env.int("MAIL_CONNECTIONS", 2)
JOURNAL_DIR = (DEMO_DIR if DEMO else VAR_DIR) / "journal"
MAIL_DIR = DEMO_DIR / "mail"
if DEMO:
    EMAIL_BACKEND = "dashboard.mailbox.KeptMailBackend"
SUPPORT_CONTACT = env.str("SUPPORT_CONTACT", "")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", "PLC Platform <plc@localhost>")

# --- work in the background ------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem:"):
    queue_dir = (DEMO_DIR if DEMO else VAR_DIR) / "queue"
    for folder in ("messages", "control"):
        (queue_dir / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(queue_dir / "messages"),
        "data_folder_out": str(queue_dir / "messages"),
        "control_folder": str(queue_dir / "control"),
        "polling_interval": 0.2,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_DB_REUSE_MAX = 100
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "plc_platform.beat:WatchedScheduler"
TICK_SECONDS = env.int("TICK_SECONDS", 300)
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "meetings.tick", "schedule": TICK_SECONDS, "options": {"expires": 280}},
    "experiments": {"task": "communities.look_at_experiments", "schedule": crontab(hour="6-18", minute=10)},
    "mandates": {"task": "communities.look_at_mandates", "schedule": crontab(hour=3, minute=20)},
    "forget-notes": {"task": "coaching.forget_notes", "schedule": crontab(hour=3, minute=25)},
    "close_rounds": {"task": "conditions.close_due_rounds", "schedule": crontab(hour=3, minute=40)},
    "pulse": {"task": "pulse.nightly", "schedule": crontab(hour=3, minute=50)},
    "reckon-gains": {"task": "evidence.reckon_gains", "schedule": crontab(hour=4, minute=5)},
    "add-up": {"task": "evidence.add_up", "schedule": crontab(hour=4, minute=8)},
    "forget": {"task": "notifications.forget_old", "schedule": crontab(hour=4, minute=20)},
    "forget-observations": {"task": "learning.forget_observations", "schedule": crontab(hour=4, minute=30)},
    "keep": {"task": "upkeep.keep", "schedule": crontab(hour=4, minute=40)},
    "forget-cards": {"task": "meetings.forget_cards", "schedule": crontab(hour=4, minute=25)},
    "tell-topics": {"task": "learning.tell_topics", "schedule": crontab(hour=5, minute=50)},
    "end-schools": {"task": "upkeep.end_schools", "schedule": crontab(hour=3, minute=5)},
    "year-plans": {"task": "planning.propose_waiting", "schedule": TICK_SECONDS, "options": {"expires": 280}},
    "tell-samples": {"task": "upkeep.tell_samples", "schedule": crontab(minute="*/10"), "options": {"expires": 500}},
    "forget-samples": {"task": "upkeep.forget_samples", "schedule": crontab(hour=3, minute=55)},
    "bring-answers": {"task": "learning.bring_answers", "schedule": crontab(hour="6-20", minute=35)},
}
SECOND_TRIGGER_SECONDS = 60  # how often a process that answers pages looks whether beat lives; 0: never

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_tokens": {"()": "plc_platform.logs.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
}
