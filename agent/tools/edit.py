"""The edit tool: read and write one file."""

from pathlib import Path

VIEW_LINES = 150


def read(path: Path) -> list:
    """The lines of a file, with their ends as they are."""
    with open(path, encoding="utf-8", newline="\n") as file:
        return list(file)


def write(path: Path, text: str) -> str:
    """Give a file a new text, and say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return f"Wrote {path}."


def view(path: Path, arguments: dict) -> str:
    """show a file's text"""
    lines = read(path)
    text = "".join(lines[:VIEW_LINES])
    if len(lines) > VIEW_LINES:
        text += f"[clipped: {len(lines) - VIEW_LINES} more lines]"
    return text


def create(path: Path, arguments: dict) -> str:
    """make a new file with this content"""
    if path.exists():
        return f"Error: {path} exists already."
    return write(path, arguments["content"])


def overwrite(path: Path, arguments: dict) -> str:
    """replace a whole file with this content"""
    if not path.is_file():
        return f"Error: there is no file {path}."
    return write(path, arguments["content"])


COMMANDS = {
    "view": view,
    "create": create,
    "overwrite": overwrite,
}

SPEC = {
    "name": "edit",
    "description": "Read or write a file. " + "; ".join(f"{name}: {do.__doc__}" for name, do in COMMANDS.items()),
    "parameters": {
        "type": "object",
        "properties": {
            "command": {"type": "string", "enum": list(COMMANDS)},
            "path": {"type": "string", "description": "relative to the workspace, or absolute"},
            "content": {"type": "string", "description": "the text to write"},
        },
        "required": ["command", "path"],
    },
}


def run(arguments: dict) -> str:
    """What the command has to say."""
    if arguments["command"] not in COMMANDS:
        return f"Error: there is no command {arguments['command']!r}."
    return COMMANDS[arguments["command"]](Path(arguments["path"]), arguments)
