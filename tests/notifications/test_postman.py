"""What the server answers decides what becomes of a mail. A real SMTP server on loopback answers by the address."""

import socket

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage
from django.test import override_settings

from notifications.postman import Failure, Postman


class Handler:
    """Refuses by what stands before the @; keeps the rest."""

    def __init__(self):
        self.taken, self.sessions = [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.sessions.add(id(session))
        code = address.partition("@")[0]
        if code in ("550", "450", "421"):
            return f"{code} not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("content"):
            return "554 looks bad"
        self.taken += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def port():
    """A port on which nobody listens; our mail goes there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield port


@pytest.fixture
def server(port):
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


def letter(name):
    return EmailMessage(subject="S", body="B", to=[f"{name}@school.example"])


def test_send_carries_all_over_one_connection(server):
    with Postman() as postman:
        assert [postman.send(letter(name)) for name in ("a", "b", "c")] == [None, None, None]

    assert len(server.handler.taken) == 3
    assert len(server.handler.sessions) == 1


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("550", Failure("550 not now", is_final=True, is_address=True)),
        ("content", Failure("554 looks bad", is_final=True)),
        ("450", Failure("450 not now")),
    ],
)
def test_send_refused_says_whether_for_good_and_others_go_on(server, name, failure):
    with Postman() as postman:
        assert postman.send(letter(name)) == failure
        assert postman.send(letter(name)) == failure
        assert not postman.is_stopped
        assert postman.send(letter("a")) is None


def test_send_stops_when_the_server_is_closing(server):
    with Postman() as postman:
        assert postman.send(letter("421")) == Failure("421 not now")
        assert postman.send(letter("421"))
        assert postman.is_stopped


def test_send_without_a_server_is_never_final(port):
    with Postman() as postman:
        assert not postman.send(letter("a")).is_final
        assert not postman.send(letter("b")).is_final
        assert postman.is_stopped
