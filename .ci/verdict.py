"""What a check says."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Verdict:
    """`unverified` means that the check could not find out, and is not good news."""

    word: Literal["passed", "failed", "unverified"]
    detail: str = ""
