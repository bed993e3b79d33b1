"""The product's own settings with a yardstick among its addresses; with MEASURE_BARE the floor alone."""

import os

from plc_platform.settings import *  # noqa: F403 - every setting of the product

ROOT_URLCONF = "tests.measure.page_urls"
SECURE_SSL_REDIRECT = False
if os.environ.get("MEASURE_BARE"):
    ROOT_URLCONF = "tests.measure.bare_urls"
    INSTALLED_APPS: list[str] = []
    MIDDLEWARE: list[str] = []
