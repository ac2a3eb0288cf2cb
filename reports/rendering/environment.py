"""What a render must not depend on: the fonts of the machine, and the hour."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FIXED = {
    # Fontconfig knows no font but ours. Otherwise a character that Arimo lacks would quietly be taken from whatever
    # the machine has; now WeasyPrint reports it, and the render fails by name.
    "FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf")),
    # fontTools stamps the fonts it cuts out for the file with this time, and with now if it is not set.
    "SOURCE_DATE_EPOCH": "0",
}

_one_at_a_time = threading.Lock()


@contextmanager
def fixed_environment() -> Iterator[None]:
    """Set the variables for the length of the block, then put back what was there.

    They belong to the whole process, so one paper renders at a time in a process. That costs nothing: laying out is
    work for one core, and papers go to as many processes as there are cores.
    """
    with _one_at_a_time:
        before = {name: os.environ.get(name) for name in FIXED}
        os.environ.update(FIXED)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
