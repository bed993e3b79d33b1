"""Settings of the test suite: no file of the installation, fast hashing, mail kept in memory, plain static files."""

import os

os.environ["ENV_FILE"] = os.devnull

from plc_platform.settings import *  # noqa: F403 - the suite takes every setting and changes a few

SECRET_KEY = "of-the-test-suite"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
SECOND_TRIGGER_SECONDS = 0  # its thread would ask the database in the middle of another test
JOURNAL_DIR = VAR_DIR / "test" / f"journal-{os.getpid()}"  # noqa: F405
MIDDLEWARE = [one for one in MIDDLEWARE if "whitenoise" not in one]  # noqa: F405 - nothing is collected for tests
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in a real installation: in memory, two threads would not wait for each other.
    TEST_DIR = VAR_DIR / "test"  # noqa: F405
    TEST_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DIR / f"{os.getpid()}.sqlite3")}  # noqa: F405
