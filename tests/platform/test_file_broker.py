"""The file broker with a writer and a reader at the same time, as beat and worker are."""

import pytest
from kombu import Connection
from kombu.transport import filesystem

from plc_platform import file_broker


@pytest.fixture
def open_channel(tmp_path):
    """A function that opens a channel of a transport on one folder."""
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "messages"),
        "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"),
    }
    connections = []

    def channel(transport):
        connections.append(Connection("filesystem://", transport=transport, transport_options=options))
        return connections[-1].channel()

    yield channel
    for connection in connections:
        connection.release()


def test_message_cannot_be_taken_before_it_is_whole(open_channel, monkeypatch):
    sender, reader = open_channel(file_broker.Transport), open_channel(file_broker.Transport)
    replace, looked = file_broker.os.replace, []

    def look_first(*paths):
        with pytest.raises(filesystem.Empty):
            reader._get("celery")
        looked.append(paths)
        replace(*paths)

    monkeypatch.setattr(file_broker.os, "replace", look_first)
    sender._put("celery", {"number": 1})

    assert looked
    assert reader._get("celery") == {"number": 1}


def test_message_of_kombu_itself_is_taken_half_written(open_channel, monkeypatch):
    """The twin: when this fails, kombu has mended it and plc_platform/file_broker.py can go."""
    sender, reader = open_channel(filesystem.Transport), open_channel(filesystem.Transport)
    taken = []

    def look(*_):
        with pytest.raises(ValueError, match="Expecting value") as error:
            reader._get("celery")
        taken.append(error)

    monkeypatch.setattr(filesystem, "lock", look)
    sender._put("celery", {"number": 1})

    assert taken


def test_messages_come_in_the_order_they_were_sent(open_channel, monkeypatch):
    channel = open_channel(file_broker.Transport)
    moments = iter(range(10**9, 10**12, 10**9))
    monkeypatch.setattr(file_broker.time, "monotonic_ns", lambda: next(moments))
    for number in range(3):
        channel._put("celery", {"number": number})

    assert [channel._get("celery")["number"] for _ in range(3)] == [0, 1, 2]


def test_patiently_waits_for_the_other_process():
    answers = iter([ValueError("half"), ValueError("half"), "whole"])

    def read():
        if isinstance(answer := next(answers), ValueError):
            raise answer
        return answer

    assert file_broker.patiently(read) == "whole"


def test_patiently_gives_up_after_a_while(monkeypatch):
    monkeypatch.setattr(file_broker, "PAUSE", 0)

    with pytest.raises(ValueError, match="never"):
        file_broker.patiently(int, "never")


def test_celery_uses_it():
    from plc_platform.celery import app

    assert isinstance(app.connection_for_write("filesystem://").transport, file_broker.Transport)
