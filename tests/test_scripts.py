"""The scripts behind `make`: what they choose, keep, count and say."""

import importlib
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def script(monkeypatch):
    """Import a module of .ci by its name."""
    monkeypatch.syspath_prepend(ROOT / ".ci")
    names = [path.stem for path in (ROOT / ".ci").glob("*.py")]
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield importlib.import_module
    for name in names:
        sys.modules.pop(name, None)


def executable(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def find_python(path: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run .ci/python with nothing on PATH but what is in `path`."""
    command = ["/bin/sh", str(ROOT / ".ci" / "python"), *arguments]
    environment = {"PATH": str(path)} | settings
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_shim_that_fails_is_passed_over(tmp_path):
    executable(tmp_path / "python3", "#!/bin/sh\necho 'version not installed' >&2\nexit 127\n")
    executable(tmp_path / "python3.12", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    done = find_python(tmp_path, "-c", "print('found')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "found\n", "")


def test_without_a_supported_python_it_says_what_to_install(tmp_path):
    executable(tmp_path / "python3", "#!/bin/sh\nexit 1\n")
    done = find_python(tmp_path, "-c", "print('found')")
    assert done.returncode == 1
    assert "No Python 3.11, 3.12 or 3.13 was found" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_a_chosen_python_that_does_not_run_is_named(tmp_path):
    executable(tmp_path / "python3", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    done = find_python(tmp_path, "-c", "print('found')", PYTHON="/no/such/python")
    assert done.returncode == 1
    assert "PYTHON=/no/such/python does not run" in done.stderr


def test_the_demo_keeps_one_random_secret_for_itself(script, tmp_path, monkeypatch):
    demo = script("demo")
    monkeypatch.setattr(demo, "SECRETS", tmp_path / "demo.env")
    first = demo.demo_settings()
    assert stat.S_IMODE((tmp_path / "demo.env").stat().st_mode) == 0o600
    assert len(first["SECRET_KEY"]) >= 50
    assert len(first["DEMO_PASSWORD"]) >= 12
    assert demo.demo_settings() == first
    monkeypatch.setattr(demo, "SECRETS", tmp_path / "other.env")
    second = demo.demo_settings()
    assert second["SECRET_KEY"] != first["SECRET_KEY"]
    assert second["DEMO_PASSWORD"] != first["DEMO_PASSWORD"]


def test_the_demo_names_a_port_that_is_taken_and_another(script, monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(SystemExit):
            script("demo").wanted_port()
    message = capsys.readouterr().err
    assert f"Port {port} of 127.0.0.1 cannot be used" in message
    assert "make demo PORT=" in message


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_the_demo_refuses_what_is_no_port(script, monkeypatch, capsys, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit):
        script("demo").wanted_port()
    assert f"PORT={port} is not a port number" in capsys.readouterr().err


def run_part(script, tmp_path, monkeypatch, tests: str):
    """A part of the test command that runs the given tests alone."""
    command = script("test")
    monkeypatch.setattr(command, "RESULTS", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_part.py").write_text(tests)
    part = command.Part("Some engine, some kind")
    options = ["-p", "no:django", "-p", "no:cacheprovider", "-c", str(tmp_path / "pytest.ini"), str(tmp_path)]
    command.run_part(part, options, dict(os.environ))
    return part


MIXED = """
import pytest
def test_a(): pass
def test_b(): pass
def test_c(): assert False
@pytest.fixture
def broken(): raise OSError
def test_d(broken): pass
@pytest.mark.skip(reason="no such engine")
def test_e(): pass
"""


def test_a_part_counts_what_passed_failed_and_was_skipped(script, tmp_path, monkeypatch):
    part = run_part(script, tmp_path, monkeypatch, MIXED)
    assert str(part.counts) == "2 passed, 2 failed, 1 skipped"
    assert dict(part.skips) == {"no such engine": 1}
    assert not part.ok


@pytest.mark.parametrize(
    "tests, trouble", [("", "no tests were found"), ("import os; os._exit(3)", "ended with code 3")]
)
def test_a_part_that_ran_no_test_is_a_failure(script, tmp_path, monkeypatch, tests, trouble):
    part = run_part(script, tmp_path, monkeypatch, tests)
    assert trouble in part.trouble
    assert str(part.counts) == "0 passed, 1 failed, 0 skipped"
    assert not part.ok


def test_the_summary_ends_with_the_sum_and_names_what_could_not_run(script, tmp_path, monkeypatch, capsys):
    command = script("test")
    monkeypatch.setattr(script("project"), "RESULTS", tmp_path)
    fine = command.Part("One", command.Counts(passed=3))
    part = command.Part("Two", command.Counts(passed=1, skipped=2), skips=command.Counter({"no browser": 2}))
    assert command.summarise([fine, part])
    lines = capsys.readouterr().out.splitlines()
    assert "        2 could not run: no browser" in lines
    assert lines[-1] == "4 passed, 0 failed, 2 skipped"
    assert (tmp_path / "tests.txt").read_text() == "4 passed, 0 failed, 2 skipped\n"


@pytest.mark.parametrize("setting, code", [("true", 1), ("", 0)])
def test_a_skipped_test_fails_the_run_in_ci_only(tmp_path, setting, code):
    (tmp_path / "test_skipped.py").write_text(
        "import pytest\n@pytest.mark.skip(reason='why')\ndef test_a(): pass\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        str(tmp_path),
    ]
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment | {"CI": setting}, capture_output=True, text=True, check=False
    )
    assert "1 skipped" in done.stdout
    assert done.returncode == code


def test_tests_cannot_reach_other_machines():
    """192.0.2.1 is reserved for documentation: nothing answers there, and the guard must not even try."""
    with socket.socket() as client:
        client.settimeout(5)
        with pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
            client.connect(("192.0.2.1", 80))


def test_an_audit_that_sees_nothing_is_not_passed(script, monkeypatch):
    audit = script("audit")
    monkeypatch.setattr(audit, "vulnerable", lambda requirements: [])
    assert audit.check().word == "unverified"


def test_an_audit_reports_what_is_wrong_with_the_pins(script, monkeypatch):
    audit = script("audit")
    answers = {
        "canary.txt": ["django"],
        "requirements.txt": ["weak 1.0: X-1, mended in 1.1"],
        "requirements-dev.txt": [],
    }
    monkeypatch.setattr(audit, "vulnerable", lambda requirements: answers[requirements.name])
    verdict = audit.check()
    assert verdict.word == "failed"
    assert verdict.detail == "requirements.txt: weak 1.0: X-1, mended in 1.1"


def test_a_database_release_other_than_the_tested_one_is_refused(script, tmp_path, monkeypatch):
    containers = script("containers")
    assert containers.check().word == "passed"
    monkeypatch.setattr(containers, "ROOT", tmp_path)
    (tmp_path / "docker-compose.yml").write_text("services: {postgres: {image: 'postgres:9'}}")
    assert "postgres:9" in containers.check().detail
    assert containers.check().word == "failed"


def test_without_ensurepip_the_debian_package_is_named(script, tmp_path, monkeypatch, capsys):
    bootstrap = script("bootstrap")
    executable(tmp_path / "python", "#!/bin/sh\nexit 1\n")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "venv")
    monkeypatch.setattr(bootstrap, "venv_works", lambda: False)
    monkeypatch.setattr(bootstrap, "apt_install", lambda packages: False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(SystemExit) as ended:
        bootstrap.ensure_venv()
    assert ended.value.code == 1
    major, minor = sys.version_info[:2]
    assert f"sudo apt-get install python{major}.{minor}-venv" in capsys.readouterr().err


def test_pins_are_installed_once_and_again_when_they_change(script, tmp_path, monkeypatch):
    bootstrap = script("bootstrap")
    ran: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "pip", lambda *arguments: True)
    monkeypatch.setattr(
        bootstrap.subprocess,
        "run",
        lambda command, **_: ran.append(command) or subprocess.CompletedProcess(command, 0),
    )
    pins = tmp_path / "requirements.txt"
    pins.write_text("one==1\n")
    bootstrap.install(pins)
    bootstrap.install(pins)
    assert len(ran) == 1
    assert "--no-deps" in ran[0]
    pins.write_text("one==2\n")
    bootstrap.install(pins)
    assert len(ran) == 2


def test_without_pango_every_system_is_told_what_to_install(script, monkeypatch, capsys):
    system = script("system")
    monkeypatch.setattr(system, "trouble_with_papers", lambda: "The PDF engine crashed (signal 11).")
    monkeypatch.setattr(system, "apt_install", lambda packages: False)
    with pytest.raises(SystemExit) as ended:
        system.ensure_pango()
    assert ended.value.code == 1
    message = capsys.readouterr().err
    assert "signal 11" in message
    for cure in ("apt-get install libpango-1.0-0", "dnf install pango", "brew install pango"):
        assert cure in message


def test_without_a_browser_the_tests_that_cannot_run_are_named_and_ci_fails(script, monkeypatch, capsys):
    system = script("system")
    monkeypatch.setattr(system, "has_browser", lambda: False)
    monkeypatch.setattr(system, "apt_install", lambda packages: False)
    monkeypatch.delenv("CI", raising=False)
    system.ensure_browser()
    assert "tests/journeys" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit):
        system.ensure_browser()


def test_nothing_is_installed_by_somebody_who_would_be_asked_a_password(script, tmp_path, monkeypatch):
    system = script("system")
    executable(tmp_path / "apt-get", "#!/bin/sh\nexit 0\n")
    executable(tmp_path / "sudo", "#!/bin/sh\nexit 1\n")
    executable(tmp_path / "env", '#!/bin/sh\nshift\nexec "$@"\n')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    assert not system.apt_install(["chromium"])
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    assert system.apt_install(["chromium"])
