"""The queue of files: a reader beside a writer never meets half a message."""

import json
import threading
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from stp_portal.core import file_queue

MESSAGES = 2000


@pytest.fixture
def connection(tmp_path: Path):
    file_queue.use()
    folders = {name: tmp_path / name for name in ("messages", "control", "processed")}
    for folder in folders.values():
        folder.mkdir()
    options = {
        "data_folder_in": str(folders["messages"]),
        "data_folder_out": str(folders["messages"]),
        "control_folder": str(folders["control"]),
        "processed_folder": str(folders["processed"]),
    }
    with Connection("filesystem://", transport_options=options) as made:
        yield made


def test_filesystem_addresses_use_this_transport(connection):
    assert isinstance(connection.channel(), file_queue.Channel)


def test_reader_beside_a_writer_gets_every_message_whole(connection):
    writer, reader = connection.channel(), connection.channel()
    done = threading.Event()
    text = "x" * 4000

    def write() -> None:
        for number in range(MESSAGES):
            writer._put("papers", {"number": number, "text": text})
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    numbers = []
    while True:
        try:
            numbers.append(reader._get("papers")["number"])
        except Empty:
            if done.is_set():
                break
    thread.join()
    numbers += drain(reader)
    assert sorted(numbers) == list(range(MESSAGES))


def drain(channel: file_queue.Channel) -> list[int]:
    left = []
    while True:
        try:
            left.append(channel._get("papers")["number"])
        except Empty:
            return left


def test_a_message_has_its_name_only_when_it_is_whole(connection, monkeypatch):
    """What makes the test above pass every time, and not almost every time."""
    channel = connection.channel()
    seen: list[tuple[bool, list[str]]] = []
    real = file_queue.os.replace

    def watched(draft: Path, name: Path) -> None:
        seen.append((bool(json.loads(draft.read_text())), [path.name for path in name.parent.glob("*.msg")]))
        real(draft, name)

    monkeypatch.setattr(file_queue.os, "replace", watched)
    channel._put("papers", {"number": 1})
    assert seen == [(True, [])]
    assert channel._get("papers") == {"number": 1}


def test_message_of_another_queue_is_left_alone(connection):
    channel = connection.channel()
    channel._put("papers", {"number": 1})
    with pytest.raises(Empty):
        channel._get("mail")
    assert channel._get("papers") == {"number": 1}


def test_table_of_an_exchange_keeps_what_was_bound_before(connection):
    channel = connection.channel()
    channel._queue_bind("news", "", "", "first")
    channel._queue_bind("news", "", "", "second")
    channel._queue_bind("news", "", "", "second")
    assert sorted(row.queue for row in channel.get_table("news")) == ["first", "second"]
    assert not list(Path(channel.control_folder).glob("*.draft"))
