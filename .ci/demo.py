"""The portal with its example data, from nothing: database, examples, papers compiled and published, web and worker.

Environment: SERVE=0 stops before serving; PORT (8000) is where it serves, on 127.0.0.1 only. Whatever else the
portal reads from its environment (DATABASE_URL, CELERY_BROKER_URL, ...) is handed on. A second run keeps what is there.
"""

import os
import secrets
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from types import FrameType

from project import PYTHON, ROOT, fail, say

VAR = ROOT / "var"
SECRETS = VAR / "demo.env"
PAPER = "papers/dorset-governing-body-update-2017-09.pdf"
START_SECONDS = 60
STOP_SECONDS = 20


def demo_settings() -> dict[str, str]:
    """The settings of this demo: made once with a random key and password, readable by this user only, then kept."""
    if not SECRETS.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DEMO_PASSWORD": secrets.token_urlsafe(9),
            "DEBUG": "false",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "HTTPS": "false",
            "EMAIL_URL": "consolemail://",
        }
        # Complete under another name first: a demo stopped half-way must not leave half a file.
        draft = SECRETS.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in made.items())
        draft.rename(SECRETS)
    lines = (line.strip() for line in SECRETS.read_text().splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command and return what it says. Where it fails, so does the demo, below the reason."""
    command = [PYTHON, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        fail(
            f"The demo stopped: `manage.py {arguments[0]}` ended with code {done.returncode}, for the reason above."
        )
    return done.stdout.rstrip()


def wanted_port() -> int:
    """The port to serve on, checked before any work: from PORT, and free."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        fail(f"PORT={text} is not a port number. Use one from 1 to 65535, for example: make demo PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            fail(
                f"Port {text} of 127.0.0.1 cannot be used ({error.strerror}). "
                f"Stop what uses it, or choose another: make demo PORT={int(text) % 65535 + 1}"
            )
    return int(text)


def start(environment: dict[str, str], *module: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches only us, and we stop both in good order.
    return subprocess.Popen([PYTHON, "-m", *module], cwd=ROOT, env=environment, start_new_session=True)


def answers(port: int) -> bool:
    """Whether the web process answers at all."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Let both finish what they are at; after a while insist. Unfinished papers are finished at the next start."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def serve(environment: dict[str, str], port: int) -> None:
    """Run web and worker until Ctrl-C (or SIGTERM). If one ends by itself, so does the other, and that is an error."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    address = f"http://127.0.0.1:{port}"
    processes: list[subprocess.Popen[bytes]] = []
    try:
        # gunicorn would open a control socket in the home directory.
        web = ["gunicorn", "stp_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
        processes.append(start(environment, *web, "--no-control-socket", "--log-level", "warning"))
        # In a container the demo may well be root; Celery's long warning about that is for real installations.
        calm = environment | {"PYTHONWARNINGS": "ignore:You're running the worker"}
        worker = ["celery", "--quiet", "--app", "stp_portal", "worker", "--beat", "--concurrency", "1"]
        processes.append(start(calm, *worker, "--loglevel", "WARNING"))
        deadline = time.monotonic() + START_SECONDS
        while not answers(port) and time.monotonic() < deadline and all(p.poll() is None for p in processes):
            time.sleep(0.2)
        if all(process.poll() is None for process in processes):
            if time.monotonic() >= deadline:
                fail(
                    f"The portal did not answer on {address} within {START_SECONDS} seconds; see the messages above."
                )
            say(f"\nThe portal is at {address}")
            say(f"Sign in with one of the accounts listed above, password {environment['DEMO_PASSWORD']}")
            say("Ctrl-C stops it.")
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        ended = "web" if processes[0].poll() is not None else "worker"
        fail(f"The {ended} process ended by itself; see the messages above.")
    except KeyboardInterrupt:
        say("\nStopping ...")
    finally:
        stop(processes)


def main() -> None:
    serving = os.environ.get("SERVE") != "0"
    port = wanted_port() if serving else 0
    (VAR / "papers").mkdir(parents=True, exist_ok=True)
    here = {"VAR_DIR": str(VAR), "PORTAL_URL": f"http://127.0.0.1:{port or 8000}"}
    environment = os.environ | here | demo_settings()
    if environment.get("DATABASE_URL"):
        say("DATABASE_URL is set: the demo uses that database.")
    say("Making the database ...")
    manage(environment, "migrate", "--verbosity", "0")
    say("Loading the examples ...")
    examples = manage(environment, "load_examples", "--accounts")
    say("Compiling the Governing Body paper of September 2017, publishing papers of the made-up area ...")
    paper = ["--footprint", "dorset", "--type", "governing-body-update", "--period", "2017-09"]
    commands = (["compile_paper", *paper, "--out", f"var/{PAPER}"], ["publish_example"])
    # At once, since each takes a core for some seconds.
    with ThreadPoolExecutor() as threads:
        compiled, published = threads.map(lambda arguments: manage(environment, *arguments), commands)
    # The findings themselves are for the paper's page; here their number is enough.
    say("\n".join(line for line in compiled.splitlines() if not line.startswith(" ")))
    say(published)
    say(examples)
    if serving:
        serve(environment, port)


if __name__ == "__main__":
    main()
