import socket

import pytest

from tests.environment import NetworkBlocked


def test_tests_cannot_leave_this_machine():
    with socket.socket() as outside, pytest.raises(NetworkBlocked):
        outside.connect(("192.0.2.1", 80))


def test_tests_reach_loopback():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()

        client.connect(server.getsockname())
