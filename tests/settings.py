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
MIDDLEWARE = [one for one in MIDDLEWARE if "whitenoise" not in one]  # noqa: F405 - nothing is collected for tests
