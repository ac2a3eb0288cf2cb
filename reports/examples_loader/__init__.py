"""Example data: folders of YAML that a person can read and diff, checked row by row and loaded whole or not at all."""

from reports.examples_loader.errors import ExampleError, ExamplesRefused
from reports.examples_loader.load import Loaded, load

__all__ = ["ExampleError", "ExamplesRefused", "Loaded", "load"]
