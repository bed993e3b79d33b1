"""Papers: tagged, the same twice, and nothing that somebody types is read as markup."""

from datetime import date

import pytest

from evidence.pdf import fit_for_paper, make_pdf

DAY = date(2026, 11, 12)
QR = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h5v5z"/></svg>'


def attest(name="Tine Maes", **changed):
    data = {
        "name": name,
        "foot": "PLC Platform",
        "facts": [["School", "Atheneum"], ["Periode", "Dit jaar"]],
        "lede": "Dit bewijs is van haar alleen.",
        "hours_heading": "Uren",
        "hours_names": ["Groep", "Bijeenkomsten", "In lestijd", "Daarbuiten", "Samen"],
        "hours": [["Wiskunde", "4", "6", "2", "8"]],
        "dates_heading": "Data",
        "dates_names": ["Dag", "Groep", "Minuten", "In lestijd?"],
        "dates": [["12 november 2026", "Wiskunde", "120", "ja"]],
        "activities_heading": "Wat ik er deed",
        "activities": ["Een lessenreeks gemaakt"],
        "note": "",
        "check_heading": "Nakijken",
        "check_text": "Wie dit bewijs krijgt, kan hier nakijken of het klopt.",
        "address": "https://plc.example.org/attest/verify/",
        "code": "ABCD-EFGH",
        "qr": QR,
        "qr_alt": "QR-code naar het adres hiernaast",
    }
    return make_pdf("attest", data | changed, title="Bewijs van deelname", language="nl", day=DAY)


def test_it_is_tagged_and_says_its_language_and_title():
    pdf = attest()

    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part>1<" in pdf
    assert b"Bewijs van deelname" in pdf


def test_the_same_again_is_the_same_file():
    assert attest() == attest()


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x")',
        '#import "@preview/a:1.0.0": *',
        '"] #read("/etc/passwd") [',
        "$ x_1 $ *vet* _schuin_ = kop `code` @ref <label> \\u{41}",
        "\x00\x07\u202eomgekeerd\ufffe",
        "Łukasz Şahin Ђорђе Ελένη אביגיל يوسف 李 😀 q\u0303\u0e01\u0e33",
        "",
        "x" * 5000,
    ],
)
def test_whatever_somebody_is_called_it_is_text(name):
    assert attest(name).startswith(b"%PDF")


def test_signs_without_a_font_become_a_square():
    assert fit_for_paper({"a": ["Zoë 😀\r\nx", 3, None]}) == {"a": ["Zoë □\nx", 3, None]}
    assert fit_for_paper("Đorđe", is_plain=True) == "?or?e"
