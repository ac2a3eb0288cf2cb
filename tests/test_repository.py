"""What must hold of the tree as a whole, whatever is in it."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LISTS = ["requirements.in", "requirements-dev.in"]
PINS = ["requirements.txt", "requirements-dev.txt"]


def tracked_files() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def requirement_lines(name: str) -> list[str]:
    """The lines of a list or of pins that name a package."""
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if re.match(r"[A-Za-z0-9]", line)]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_no_tracked_file_names_a_place_on_this_machine():
    here = [f"{place}/".encode() for place in (ROOT, Path.home()) if len(place.parts) > 1]
    found = [
        f"{path.relative_to(ROOT)}" for path in tracked_files() if any(p in path.read_bytes() for p in here)
    ]
    assert found == []


def test_no_secret_or_database_is_tracked():
    private = re.compile(r"(^|/)(\.env|[^/]*\.env|[^/]*\.sqlite3|[^/]*\.pem|[^/]*\.key)$")
    names = [str(path.relative_to(ROOT)) for path in tracked_files()]
    assert [name for name in names if private.search(name)] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_requirement_says_why_it_is_there(name):
    lines = requirement_lines(name)
    assert lines
    assert [line for line in lines if not re.search(r"\s# \S+", line)] == []


@pytest.mark.parametrize("name", PINS)
def test_every_requirement_is_pinned(name):
    lines = requirement_lines(name)
    assert lines
    assert [line for line in lines if not re.match(r"[A-Za-z0-9._-]+==[0-9][^ ]*( ; .+)?$", line)] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_requirement_has_a_pin(name):
    def normal(line: str) -> str:
        return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", line).group()).lower()

    pinned = {normal(line) for line in requirement_lines(name.replace(".in", ".txt"))}
    assert {normal(line) for line in requirement_lines(name)} - pinned == set()


def test_make_help_lists_every_command():
    # These tests are themselves run by make, which would hand on its own options.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    listed = subprocess.run(
        ["make", "help"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE).group(1).split()
    assert {line.split()[1] for line in listed.splitlines()} == set(targets)
    assert {"demo", "test", "check", "bench"} <= set(targets)


def test_only_web_is_reachable_from_outside_and_only_from_this_machine(compose):
    ports = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_no_container_runs_as_root(compose):
    assert re.search(r"^USER portal$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    others = {name: service for name, service in compose["services"].items() if "build" not in service}
    assert {name: service.get("user") for name, service in others.items()} == {
        "postgres": "postgres",
        "redis": "valkey",
    }


def test_secrets_of_containers_come_from_outside_and_are_missed_loudly(compose):
    wanted = {"SECRET_KEY", "ALLOWED_HOSTS", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "EMAIL_URL", "PORTAL_URL"}
    text = (ROOT / "docker-compose.yml").read_text()
    assert wanted <= set(re.findall(r"\$\{([A-Z_]+):\?", text))
    values = [
        value for service in compose["services"].values() for value in service.get("environment", {}).items()
    ]
    secrets = [value for name, value in values if name.endswith(("_KEY", "PASSWORD"))]
    assert secrets
    assert all(re.match(r"\$\{[A-Z_]+(:\?[^}]+)?\}$", value) for value in secrets)


def test_every_lasting_container_has_a_health_check(compose):
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()
    lasting = {
        name: s for name, s in compose["services"].items() if s.get("restart") != "no" and name != "web"
    }
    assert all("test" in service["healthcheck"] for service in lasting.values())


def test_containers_start_only_what_the_image_holds():
    """The image is built by name, so a new package of ours must be named in both files."""
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"stp_portal", "templates", "static"}
    copied = set(re.findall(r"^COPY (\w+) ", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    let_in = set(re.findall(r"^!(\w+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert copied == packages
    assert let_in == packages


def test_rows_that_many_refer_to_are_locked_without_their_keys():
    """See ``audit.record``: else one who inserts a row of theirs and one who holds them wait for each other."""
    models = "Footprint|ReportingPeriod|Initiative|Body|Person|Paper"
    locking = re.compile(rf"\b(?:{models})\.objects\s*\.select_for_update\((?!.*no_key=True).*")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked_files()
        if path.suffix == ".py" and path.parent.name == "actions"
        for match in locking.finditer(path.read_text())
    ]
    assert found == []
