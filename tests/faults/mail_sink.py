"""A real mail server that keeps what it takes, and that a test can take away, silence, or stop in mid-answer."""

import asyncio
import socket
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from threading import Event, Thread
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from tests.processes import PATIENCE
from tests.services import free_port


class MailSink:
    """Listens on a port of 127.0.0.1 that stays its own when it is gone for a while.

    ``taken`` are the mails it took, with all their heads. It answers those it took only while ``answers`` is set: when
    it is not, the sender waits and does not know. ``refused`` are addresses that it has never heard of.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: list[Message] = []
        self.refused: set[str] = set()
        self.answers = Event()
        self.answers.set()
        self.controller: Controller | None = None

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def readers(self) -> list[str]:
        """To whom the mails went that it took."""
        return sorted(message["X-RcptTo"] for message in self.taken)

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=PATIENCE)
        self.controller.start()

    def stop(self) -> None:
        """Be gone: whoever calls is refused."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.answers.set()
        self.stop()

    # The names are those that aiosmtpd asks its handler for.

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 There is nobody of this name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        for reader in envelope.rcpt_tos:
            message = message_from_bytes(envelope.content)
            message["X-RcptTo"] = reader
            self.taken.append(message)
        while not self.answers.is_set():
            await asyncio.sleep(0.02)
        return "250 OK, taken"


class MuteServer:
    """Lets callers in and says nothing: somebody who calls has not been greeted, so has given nothing away."""

    def __init__(self, port: int) -> None:
        self.listener = socket.create_server(("127.0.0.1", port))
        self.listener.settimeout(PATIENCE)
        self.other: socket.socket | None = None

    def wait_for_caller(self) -> None:
        """Until somebody has called. Fails when nobody does."""
        self.caller, _ = self.listener.accept()

    def put_through(self, port: int) -> None:
        """From now on the caller talks to whoever listens on ``port``."""
        self.other = socket.create_connection(("127.0.0.1", port))
        for source, target in ((self.caller, self.other), (self.other, self.caller)):
            Thread(target=_pass_on, args=(source, target), daemon=True).start()

    def close(self) -> None:
        """Hang up, and be gone."""
        for end in (self.caller, self.other, self.listener):
            if end is not None:
                end.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while words := source.recv(4096):
            target.sendall(words)
