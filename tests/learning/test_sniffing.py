"""A file is what its name says, or it is not taken (trust 2.3)."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.sniffing import LOOKS, MAX_SIZE, TYPES, clean_name, extension_of, is_what_it_says
from tests.learning.corpus import BAD, GOOD, PDF, bomb


def taken(name: str, data: bytes, size: int | None = None) -> bool:
    return is_what_it_says(name, io.BytesIO(data), len(data) if size is None else size)


@pytest.mark.parametrize("name", GOOD)
def test_real_files_are_taken(name):
    assert taken(name, GOOD[name])


@pytest.mark.parametrize("name", BAD)
def test_what_pretends_is_not(name):
    assert not taken(name, BAD[name])


def test_a_zip_bomb_is_not_unpacked():
    assert not taken("bomb.docx", bomb())


def test_more_than_the_most_is_not_taken():
    assert (taken("les.pdf", PDF, MAX_SIZE), taken("les.pdf", PDF, MAX_SIZE + 1)) == (True, False)


def test_every_ending_has_a_look_and_a_type():
    assert LOOKS.keys() == TYPES.keys()


@given(
    st.sampled_from(sorted(TYPES)), st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"RIFF"])
)
def test_no_content_breaks_it(ending, data, start):
    content = io.BytesIO(start + data)

    assert is_what_it_says(f"x.{ending}", content, len(start + data)) in (True, False)
    assert content.tell() == 0


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\lessen\\les 1.pdf", "les 1.pdf"),
        ("les\u202efdp.exe.pdf", "lesfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("Lés één ☃.pdf", "Lés één ☃.pdf"),
        (".pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_lose_folders_and_what_cannot_be_seen(name, clean):
    assert clean_name(name) == clean


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_kept(name):
    clean = clean_name(name)

    assert len(clean) <= 120
    assert clean_name(clean) == clean
    assert not set("/\\\r\n\0") & set(clean)
    assert extension_of(clean) == extension_of(clean).lower()
