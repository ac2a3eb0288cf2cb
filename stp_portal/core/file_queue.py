"""The queue of files that carries messages on one machine, made safe for a reader and a writer at once.

Kombu's own opens a message under its final name and then writes it. A worker that looks in between takes an empty
file, fails to read it and ends for good (seen after 80 seconds beside beat). Here only a whole file gets its name.
"""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """The file system channel of Kombu 5.7, with whole files only."""

    # Kombu's own two classes above this one name the argument differently.
    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Put a message onto ``queue``. The name sorts by the time of writing, as Kombu's does."""
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        # Readers pass over names that do not end in the name of their queue.
        draft = folder / f"{name}.draft"
        draft.write_bytes(str_to_bytes(dumps(message)))
        os.replace(draft, folder / name)

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        """Bind ``queue`` to ``exchange``, whose table is there and readable before anything is added to it."""
        self.control_folder.mkdir(exist_ok=True)
        table = self._exchange_file(exchange)
        draft = table.with_name(f"{table.name}.{uuid.uuid4()}.draft")
        draft.write_bytes(b"[]")
        with suppress(FileExistsError):
            os.link(draft, table)
        draft.unlink()
        super()._queue_bind(exchange, routing_key, pattern, queue)


class Transport(filesystem.Transport):
    """What ``filesystem://`` means in this portal (``use``)."""

    Channel = Channel


def use() -> None:
    """Make ``filesystem://`` addresses use this transport, in this process."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
