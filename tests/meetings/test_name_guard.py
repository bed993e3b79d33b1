"""What looks like the name of a pupil, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.name_guard import name_like


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("De les van leerling Jonas", "Jonas"),
        ("Wat vond leerlinge Zoë moeilijk?", "Zoë"),
        ("LEERLING Noor-Lise liep vast", "Noor-Lise"),
        ("How did pupil Émile read this?", "Émile"),
        ("Hoe lezen leerlingen Frans", "Frans"),  # asked about, and let through at the second save
        ("Leerling A en leerling B", ""),
        ("Leerlingen van 3 HUM", ""),
        ("Leerlingen HUM en leerlingen 3B", ""),
        ("leerlingenbegeleiding Jonas", ""),
        ("De les over Jonas de walvis", ""),
        ("leerling jonas", ""),
        ("", ""),
    ],
)
def test_name_like_finds_what_is_written_as_a_name(text, name):
    assert name_like(text) == name


def test_first_text_with_a_name_is_told():
    assert name_like("De les over breuken", "Wat vond leerling Tim ervan?") == "Tim"


@given(st.text())
def test_name_like_takes_any_text(text):
    assert name_like(text) in text
