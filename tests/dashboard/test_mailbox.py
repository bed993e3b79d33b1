"""The demo's mailbox keeps what would have been sent; outside the demo there is none."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.http import Http404
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from dashboard import demo_views, mailbox


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "mail"
    return settings.MAIL_DIR


@pytest.fixture
def demo(settings, folder):
    settings.DEMO = True
    settings.DEMO_DIR = Path(str(settings.DATABASES["default"]["NAME"])).parent


def send(subject="Plan een overleg", date="Thu, 03 Dec 2026 07:40:00 +0100", html="<p style='color:red'>Dag</p>"):
    headers = {"Date": date} if date else {}
    mail = EmailMultiAlternatives(
        subject, "Dag Tine\nOpen https://plc.example/mine/ en kijk.", to=["tine@school.example"], headers=headers
    )
    if html:
        mail.attach_alternative(html, "text/html")
    mail.attach("overleg.ics", b"BEGIN:VCALENDAR", "application/ics")
    return get_connection("dashboard.mailbox.KeptMailBackend").send_messages([mail])


def test_message_is_kept_and_read_back(folder):
    assert send() == 1

    (name,) = mailbox.kept_names()
    mail = mailbox.read_mail(name)
    assert name == "20261203T064000-0000"
    assert (mail.subject, mail.recipients) == ("Plan een overleg", "tine@school.example")
    assert mail.text.splitlines()[0] == "Dag Tine"
    assert mail.links == ("https://plc.example/mine/",)
    assert mail.attachments == ("overleg.ics",)
    assert "<p" in mail.html


def test_two_messages_of_one_moment_are_both_kept_and_sort_by_time(folder):
    send("een")
    send("twee")
    send("eerder", date="Wed, 02 Dec 2026 07:40:00 +0100")

    assert [mailbox.read_mail(name).subject for name in mailbox.kept_names()] == ["twee", "een", "eerder"]


def test_message_without_a_date_gets_the_moment_of_the_demo(folder, monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime.fromisoformat("2026-03-10T12:00:00+00:00"))

    send(date="")

    assert mailbox.kept_names() == ["20260310T120000-0000"]


@pytest.mark.parametrize("name", ["20261203T064000-9999", "../../secret", "20261203T064000-0000.eml", ""])
def test_other_files_are_never_read(folder, name):
    send()

    assert mailbox.read_mail(name) is None


def test_addresses_do_not_exist_outside_the_demo(client, db):
    assert client.get("/demo/mailbox/").status_code in (302, 404)
    with pytest.raises(NoReverseMatch):
        reverse("dashboard:mailbox")
    with pytest.raises(NoReverseMatch):
        reverse("dashboard:persona", args=["leader"])


def test_html_is_shown_where_it_can_do_nothing(demo):
    send(html="<script>alert(1)</script><p style='color:red'>Dag</p>")

    response = demo_views.mailbox_html(RequestFactory().get("/"), mailbox.kept_names()[0])

    assert response.content.startswith(b"<script>alert(1)")
    policy = response._csp_config
    assert policy["default-src"] == ["'none'"]
    assert policy["sandbox"] is True
    assert "script-src" not in policy


def test_views_refuse_where_it_is_not_the_demo(folder):
    send()

    with pytest.raises(Http404):
        demo_views.mailbox(RequestFactory().get("/"))
    with pytest.raises(Http404):
        demo_views.sign_in_as(RequestFactory().post("/"), "leader")


def test_views_refuse_on_a_database_of_somebody_else(demo, settings, tmp_path):
    settings.DEMO_DIR = tmp_path

    with pytest.raises(Http404):
        demo_views.sign_in_as(RequestFactory().post("/"), "leader")


def test_stepping_in_is_a_post(demo):
    assert demo_views.sign_in_as(RequestFactory().get("/"), "leader").status_code == 405
