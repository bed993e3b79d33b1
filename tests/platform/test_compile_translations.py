from io import StringIO
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "meeting"
msgstr "{meeting}"
"""


@pytest.fixture
def catalogue(tmp_path, settings):
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    settings.LOCALE_PATHS = [tmp_path]
    return folder / "django.po"


def test_compile_translations_writes_a_catalogue(catalogue):
    catalogue.write_text(CATALOGUE.format(meeting="overlegmoment"))
    out = StringIO()

    call_command("compile_translations", stdout=out)

    assert out.getvalue() == "nl: 1 texts\n"
    assert b"overlegmoment" in catalogue.with_suffix(".mo").read_bytes()


def test_compile_translations_check_refuses_an_untranslated_text(catalogue):
    catalogue.write_text(CATALOGUE.format(meeting=""))
    err = StringIO()

    with pytest.raises(CommandError, match="1 texts"):
        call_command("compile_translations", check=True, stdout=StringIO(), stderr=err)

    assert err.getvalue().strip() == "nl: 'meeting'"


def test_no_own_text_takes_the_place_of_one_of_django():
    """A day or month said otherwise here would change every date on every page."""
    django_texts = polib.pofile(str(Path(django.__file__).parent / "conf/locale/nl/LC_MESSAGES/django.po"))
    theirs = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in django_texts if entry.msgstr}
    own = polib.pofile(str(settings.LOCALE_PATHS[0] / "nl/LC_MESSAGES/django.po"))

    other = [entry.msgid for entry in own if theirs.get((entry.msgctxt, entry.msgid), entry.msgstr) != entry.msgstr]

    assert other == []
