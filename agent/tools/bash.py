"""The bash tool: run a shell command in the workspace."""

import contextlib
import os
import signal
import subprocess
import tempfile

SECONDS = 60
CLIP = 4000

SPEC = {
    "name": "bash",
    "description": f"Run a bash command in the workspace, for at most {SECONDS} seconds; then all of it is killed.",
    "parameters": {
        "type": "object",
        "properties": {"command": {"type": "string"}},
        "required": ["command"],
    },
}


def run(arguments: dict) -> str:
    """What the command printed, after a line that says how it ended if it did not end well."""
    # A file, not a pipe: whoever inherits a pipe can keep its reader waiting.
    with tempfile.TemporaryFile() as output:
        ending = execute(arguments["command"], output)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return ending + clip(text)


def execute(command: str, output: object) -> str:
    """Run a command, then kill what is left of its process group; a line on how it ended, empty if it ended well."""
    process = subprocess.Popen(
        ["bash", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        code = process.wait(timeout=SECONDS)
        return f"[exit code {code}]\n" if code else ""
    except subprocess.TimeoutExpired:
        return f"[killed after {SECONDS} seconds]\n"
    finally:
        kill_group(process)


def kill_group(process: subprocess.Popen) -> None:
    """Kill a process and all of its group, which may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def clip(text: str) -> str:
    """The text, cut to a length that a model can read."""
    if len(text) <= CLIP:
        return text
    return f"{text[:CLIP]}\n[clipped: {len(text) - CLIP} more characters]"
