"""What every sandbox must do, on each back-end: the run itself, what it is given, what it brings back."""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.run import Ending, Limits, RunSpec, Sandbox, SandboxError
from sandbox.tree import File, Tree
from tests.sandbox.programs import run

VIEW = """
import json, os, resource, shutil, socket, stat, sys
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
print(json.dumps({
    "ids": [os.getuid(), os.getgid()],
    "cwd": os.getcwd(),
    "env": dict(os.environ),
    "umask": os.umask(0),
    "host": socket.gethostname(),
    "limits": [resource.getrlimit(getattr(resource, "RLIMIT_" + name))[0] for name in ("NOFILE", "CORE", "FSIZE")],
    "capabilities": [status[name].strip() for name in ("CapEff", "CapPrm", "CapBnd", "NoNewPrivs")],
    "modes": [oct(os.stat(path).st_mode) for path in ("/workspace", "a.sh", "b", "b/c", "/task", "/task/t", "/tmp")],
    "owners": [os.stat(path).st_uid for path in ("/workspace", "a.sh", "b", "b/c")],
    "stdin": sys.stdin.read(),
    "tools": [bool(shutil.which(tool)) for tool in ("python3", "python", "bash", "sed", "grep", "find", "awk", "tar")],
    "encoding": [sys.stdout.encoding, sys.getfilesystemencoding()],
    "tty": os.isatty(0) or os.isatty(1),
}, sort_keys=True))
"""


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("pass", 0),
        ("raise SystemExit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 139),
    ],
)
def test_exit_codes_come_back(sandbox: Sandbox, code: str, status: int) -> None:
    result = run(sandbox, code)
    assert (result.ending, result.exit_code) == (Ending.EXITED, status)


def test_streams_are_told_apart(sandbox: Sandbox) -> None:
    result = run(sandbox, "import os; os.write(1, b'out\\n'); os.write(2, b'err\\n'); os.write(1, b'\\xff')")
    assert (result.stdout, result.stderr) == (b"out\n\xff", b"err\n")


def test_large_input_comes_through_and_back(sandbox: Sandbox) -> None:
    data = bytes(range(256)) * 4096
    result = run(sandbox, "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", stdin=data)
    assert result.stdout == data


def test_input_that_nobody_reads_hangs_nothing(sandbox: Sandbox) -> None:
    assert run(sandbox, "print('done')", stdin=b"x" * (1 << 20)).stdout == b"done\n"


def test_the_view_is_the_same_everywhere(sandbox: Sandbox) -> None:
    workspace = {"a.sh": File(b"", True), "b/c": File(b"")}
    result = run(sandbox, VIEW, workspace, inputs={"/task": {"t": File(b"")}}, env={"PHYLA_X": "é=1"}, stdin=b"hello")
    assert result.stderr == b""
    path = "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin"
    env = {"PATH": path, "HOME": "/tmp", "LANG": "C.UTF-8", "TMPDIR": "/tmp", "PWD": "/workspace", "PHYLA_X": "é=1"}
    assert json.loads(result.stdout) == {
        "ids": [10001, 10001],
        "cwd": "/workspace",
        "env": env,
        "umask": 0o022,
        "host": "sandbox",
        "limits": [4096, 0, Limits().file_bytes],
        "capabilities": ["0" * 16, "0" * 16, "0" * 16, "1"],
        "modes": ["0o40755", "0o100755", "0o40755", "0o100644", "0o40755", "0o100644", "0o41777"],
        "owners": [10001] * 4,
        "stdin": "hello",
        "tools": [True] * 8,
        "encoding": ["utf-8", "utf-8"],
        "tty": False,
    }


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"empty": File(b"")},
        {"run.sh": File(b"#!/bin/sh\n", True), "data.bin": File(bytes(range(256)))},
        {"späte/Änderung 日本.txt": File(b"x"), "a b/$c/'d'": File(b"y"), "-rf": File(b"z")},
        {"/".join("abcdefghij"): File(b"deep"), "x" * 255: File(b"long")},
    ],
)
def test_a_workspace_comes_back_as_it_went_in(sandbox: Sandbox, tree: Tree) -> None:
    result = run(sandbox, "pass", tree)
    assert (result.workspace, result.refusal) == (tree, None)


def test_changes_come_back(sandbox: Sandbox) -> None:
    code = """
import os
os.remove("gone"); os.chmod("kept", 0o755); os.makedirs("new/folder"); os.makedirs("empty")
open("new/folder/file", "w").write("made"); open("changed", "a").write("!")
"""
    before = {"gone": File(b""), "kept": File(b"k"), "changed": File(b"c")}
    after = {"kept": File(b"k", True), "changed": File(b"c!"), "new/folder/file": File(b"made")}
    assert run(sandbox, code, before).workspace == after


def test_nothing_is_brought_out_unless_asked_for(sandbox: Sandbox) -> None:
    result = run(sandbox, "import os; os.symlink('/', 'x')", export=False)
    assert (result.workspace, result.refusal) == (None, None)


class Echo(socketserver.StreamRequestHandler):
    """Answers one line with the same line in capitals."""

    def handle(self) -> None:
        self.wfile.write(self.rfile.readline().upper())


def test_the_gateway_can_be_reached_and_not_be_changed(sandbox: Sandbox, tmp_path: Path) -> None:
    folder = tmp_path / "private" / "gw"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o700)
    folder.chmod(0o755)
    code = """
import os, socket
s = socket.socket(socket.AF_UNIX); s.connect("/gateway/s"); s.sendall(b"hello\\n"); print(s.makefile().readline())
for act in (lambda: os.remove("/gateway/s"), lambda: open("/gateway/x", "w"), lambda: os.chmod("/gateway/s", 0)):
    try: act(); print("CHANGED")
    except OSError: pass
"""
    with socketserver.ThreadingUnixStreamServer(str(folder / "s"), Echo) as server:
        (folder / "s").chmod(0o666)
        answering = threading.Thread(target=server.handle_request)
        answering.start()
        result = run(sandbox, code, gateway=folder)
        answering.join()
    assert result.stdout.split() == [b"HELLO"], result.stderr


def test_runs_at_the_same_time_do_not_meet(sandbox: Sandbox) -> None:
    code = "import os, sys; n = open('n').read(); open('out', 'w').write(n * 2); print(n, os.listdir('/tmp'))"
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda n: run(sandbox, code, {"n": File(b"%d" % n)}), range(6)))
    for number, result in enumerate(results):
        assert result.stdout == b"%d []\n" % number
        assert result.workspace == {"n": File(b"%d" % number), "out": File(b"%d" % number * 2)}


def test_closing_ends_what_runs(make_sandbox: Callable[[Path | None], Sandbox], scratch: Path, tmp_path: Path) -> None:
    gateway = tmp_path / "gw"
    gateway.mkdir()
    sandbox = make_sandbox(scratch)
    code = "import socket, time; s = socket.socket(socket.AF_UNIX); s.connect('/gateway/s'); time.sleep(600)"
    with closing(socket.socket(socket.AF_UNIX)) as listener, ThreadPoolExecutor(1) as pool:
        listener.bind(str(gateway / "s"))
        (gateway / "s").chmod(0o666)
        listener.listen()
        future = pool.submit(run, sandbox, code, gateway=gateway)
        listener.settimeout(60)
        with listener.accept()[0] as started:
            sandbox.close()
            assert started.recv(1) == b"", "the program is dead"
        with pytest.raises(SandboxError, match="closed"):
            future.result()
    assert not list(scratch.iterdir())
    with pytest.raises(SandboxError, match="closed"):
        run(sandbox, "pass")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (RunSpec((), {}), "give a program"),
        (RunSpec(("a\0b",), {}), "NUL"),
        (RunSpec(("true",), {}, env={"A=B": "1"}), "environment variable"),
        (RunSpec(("true",), {}, inputs={"/etc/x": {}}), "cannot mount"),
        (RunSpec(("true",), {}, inputs={"/a/../etc": {}}), "cannot mount"),
        (RunSpec(("true",), {}, inputs={"/workspace/x": {}}), "cannot mount"),
        (RunSpec(("true",), {"../x": File(b"")}), "normal path"),
        (RunSpec(("true",), {}, inputs={"/task": {"/x": File(b"")}}), "relative path"),
        (RunSpec(("true",), {}, gateway=Path("/does/not/exist")), "start the gateway"),
    ],
)
def test_what_cannot_be_run_is_our_failure(sandbox: Sandbox, spec: RunSpec, message: str) -> None:
    with pytest.raises(SandboxError, match=message):
        sandbox.run(spec)


def test_a_doctor_finds_a_working_sandbox_healthy(sandbox: Sandbox) -> None:
    findings = sandbox.check()
    assert any("Python" in finding.detail for finding in findings if finding.ok), "a program was really run"
    assert any(finding.name == "not protected from" for finding in findings)
    assert all(finding.ok or finding.mend for finding in findings)
