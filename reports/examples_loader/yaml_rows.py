"""Reads YAML into rows that know the lines they stand on."""

from datetime import date, datetime
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reports.examples_loader.errors import ExampleError


class Row(dict[str, Any]):
    """A mapping of a YAML file, with the line it starts on, the line of each of its keys, and its place in the file.

    ``path`` leads from the row of the list to this one: "levels 2" for the second level of a rating scheme.
    """

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.file = self.part = self.path = ""
        self.number: int | None = None

    def error(self, field: str, message: str, *, line: int | None = None) -> ExampleError:
        """A fault in ``field`` of this row, on the line of that field where it has one."""
        return ExampleError(
            file=self.file,
            part=self.part,
            row=self.number,
            line=line or self.lines.get(field, self.line),
            field=", ".join(words for words in (self.path, field) if words),
            message=message,
        )


class RowList(list[Any]):
    """A list of a YAML file, with the line of each of its items."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


class _Loader(yaml.SafeLoader):
    """Safe YAML without anchors; keeps lines, and gathers faults instead of stopping at the first."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.faults: list[tuple[int, str, str]] = []

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "it uses an alias (*); write the value out", mark)
        return super().compose_node(parent, index)

    def read_row(self, node: MappingNode) -> Row:
        row = Row(_line(node))
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                self.faults.append(
                    (
                        _line(key_node),
                        str(key_node.value),
                        "YAML does not read this name as words. Put it in quotes.",
                    )
                )
            elif key in row:
                message = (
                    f"It stands twice in one row, first on line {row.lines[key]}. Take one of the two out."
                )
                self.faults.append((_line(key_node), key, message))
            else:
                row.lines[key] = _line(key_node)
                row[key] = self.construct_object(value_node, deep=True)
        return row

    def read_list(self, node: SequenceNode) -> RowList:
        rows = RowList()
        for item in node.value:
            rows.append(self.construct_object(item, deep=True))
            rows.lines.append(_line(item))
        return rows

    def read_day(self, node: ScalarNode) -> date | datetime | str:
        """A date; one that is on no calendar stays words, for the field to refuse by name."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.read_row)
_Loader.add_constructor("tag:yaml.org,2002:seq", _Loader.read_list)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.read_day)


def read(text: str, *, file: str) -> tuple[Row, list[ExampleError]]:
    """The top mapping of a YAML file, whose rows know their places, and the faults of its form.

    Text that is no YAML gives an empty row and one fault.
    """
    try:
        loader = _Loader(text)
        document = loader.get_single_data()
    except yaml.YAMLError as error:
        return Row(), [_not_yaml(error, file)]
    faults = [ExampleError(file, None, line, field, message) for line, field, message in loader.faults]
    if not isinstance(document, Row):
        message = "It must hold named parts, such as “periods:” with a list below it."
        return Row(), [ExampleError(file, None, 1, "", message)]
    document.file = file
    for part, value in document.items():
        if isinstance(value, Row):
            _settle(value, file=file, part=part, number=None)
        elif isinstance(value, RowList):
            for number, row in enumerate(value, start=1):
                _settle(row, file=file, part=part_name(document, part), number=number)
    return document, faults


def part_name(document: Row, part: str) -> str:
    """What places say of the list ``part``: nothing where the file has no other list, for then “row 2” says enough."""
    lists = [value for value in document.values() if isinstance(value, RowList)]
    return part if len(lists) > 1 else ""


def _settle(value: Any, *, file: str, part: str, number: int | None, path: str = "") -> None:
    """Tell a row, and all rows below it, where they stand."""
    if not isinstance(value, Row):
        return
    value.file, value.part, value.number, value.path = file, part, number, path
    for name, child in value.items():
        below = f"{path}, {name}" if path else name
        if isinstance(child, Row):
            _settle(child, file=file, part=part, number=number, path=below)
        elif isinstance(child, RowList):
            for index, item in enumerate(child, start=1):
                _settle(item, file=file, part=part, number=number, path=f"{below} {index}")


def _not_yaml(error: yaml.YAMLError, file: str) -> ExampleError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return ExampleError(
        file,
        None,
        mark.line + 1 if mark else None,
        "",
        f"YAML cannot read it: {problem}. Check quotes, colons and indents around that line.",
    )


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
