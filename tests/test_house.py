"""The rules of the house: imports run one way, files and functions stay small, commands are documented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from campaign.cli import app

ROOT = Path(__file__).parent.parent
ROOMS = {
    "agent": set[str](),
    "archive": set[str](),
    "sandbox": set[str](),
    "benchmarks": {"sandbox"},
    "campaign": {"archive", "sandbox", "benchmarks"},
}
LINES = 300
FUNCTION_LINES = 60


def sources(room: str) -> Iterator[Path]:
    yield from (path for path in sorted((ROOT / room).rglob("*.py")) if "tasks" not in path.relative_to(ROOT).parts)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room: str) -> None:
    forbidden = ROOMS.keys() - ROOMS[room] - {room}
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(room)
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] in forbidden
    }
    assert not wrong


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_files_and_functions_are_small(room: str) -> None:
    large = []
    for path in sources(room):
        text = path.read_text()
        if text.count("\n") > LINES:
            large.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES:
                large.append(f"{path.relative_to(ROOT)}: {node.name} is too long")
    assert not large


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in sources(room)
        if path.name != "__main__.py"
        and "tests" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent


def commands() -> dict[str, object]:
    group = get_command(app)
    found: dict[str, object] = {}
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found.update({f"{name} {each}": sub for each, sub in inner.items()} if inner else {name: command})
    return found


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme_and_has_help_with_an_example(name: str) -> None:
    readme = (ROOT / "README.md").read_text()
    assert re.search(rf"phyla {name}\b", readme), f"README.md does not name: phyla {name}"
    result = CliRunner().invoke(app, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert f"Example: phyla {name}" in result.output


def test_readme_names_no_command_that_is_not_there() -> None:
    known = {name.split()[0] for name in commands()}
    named = set(re.findall(r"^    phyla ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert named <= known


def test_readme_draws_every_room() -> None:
    readme = (ROOT / "README.md").read_text()
    assert all(f"{room}/" in readme for room in [*ROOMS, "tests"])
