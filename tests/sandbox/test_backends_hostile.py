"""Hostile programs on each back-end: whatever they do, they gain nothing and leave nothing behind."""

from __future__ import annotations

import os
import socket
import uuid
from pathlib import Path

import pytest

from sandbox.run import Ending, Limits, Sandbox
from sandbox.tree import File
from tests.sandbox.programs import run

pytestmark = pytest.mark.usefixtures("clean_host")

ROOT = Path(__file__).parents[2]
SMALL = 128 << 20


def alive(mark: str) -> list[str]:
    """Command lines of this host's processes that hold a mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if mark.encode() in line:
            found.append(line.decode(errors="replace"))
    return found


def test_the_hosts_environment_is_nowhere(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = f"canary{uuid.uuid4().hex}"
    monkeypatch.setenv("OPENAI_API_KEY", canary)
    code = """
import glob
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline") + glob.glob("/proc/*/task/*/environ"):
    try: print(open(path, "rb").read())
    except OSError: pass
"""
    result = run(sandbox, code, env={"TOLD": "yes"})
    assert b"TOLD=yes" in result.stdout
    assert canary.encode() not in result.stdout


def test_the_hosts_files_are_nowhere(sandbox: Sandbox, tmp_path: Path) -> None:
    canary = f"canary{uuid.uuid4().hex}"
    (tmp_path / canary).write_text("secret")
    code = f"""
import importlib.util, os
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in ("/proc", "/sys")]
    print(*(os.path.join(folder, name) for name in files + folders if {canary!r} in name or "site-packages" in folder))
for path in {[str(ROOT), str(Path.home() / ".ssh"), "/var/run/docker.sock", "/run/docker.sock", str(tmp_path)]!r}:
    if os.path.exists(path): print("SEEN", path)
for name in ("phyla", "sandbox", "benchmarks", "pytest", "docker"):
    if importlib.util.find_spec(name): print("IMPORTABLE", name)
"""
    assert run(sandbox, code).stdout.split() == []


def test_there_is_no_network(sandbox: Sandbox) -> None:
    name = f"canary{uuid.uuid4().hex}"
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind("\0" + name)
        abstract.listen()
        code = f"""
import socket
def reach(family, kind, address):
    s = socket.socket(family, kind); s.settimeout(5); s.connect(address); s.send(b"x"); print("REACHED", address)
def resolve():
    print("RESOLVED", socket.getaddrinfo("example.org", 80))
tries = [resolve]
for address in {[("127.0.0.1", tcp.getsockname()[1]), ("1.1.1.1", 53), ("169.254.169.254", 80), ("172.17.0.1", 22)]!r}:
    tries.append(lambda a=address: reach(socket.AF_INET, socket.SOCK_STREAM, a))
tries.append(lambda: reach(socket.AF_INET, socket.SOCK_DGRAM, ("1.1.1.1", 53)))
tries.append(lambda: reach(socket.AF_INET6, socket.SOCK_STREAM, ("2606:4700:4700::1111", 53)))
tries.append(lambda: reach(socket.AF_UNIX, socket.SOCK_STREAM, "\\0" + {name!r}))
for attempt in tries:
    try: attempt()
    except OSError: print("refused")
"""
        result = run(sandbox, code)
    assert result.stdout.split() == [b"refused"] * 8, result.stderr


def test_the_kernels_settings_cannot_be_written(sandbox: Sandbox) -> None:
    code = """
import os
for top in ("/proc/sys", "/sys"):
    for folder, _, files in os.walk(top):
        print(*(p for p in (os.path.join(folder, f) for f in files) if os.access(p, os.W_OK) and not os.path.islink(p)))
for path in ("/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches"):
    try: os.close(os.open(path, os.O_WRONLY)); print("OPENED", path)
    except OSError: pass
"""
    assert run(sandbox, code).stdout.split() == []


def test_no_further_namespaces_and_no_privileges(sandbox: Sandbox) -> None:
    result = run(sandbox, "import subprocess; print(subprocess.call(['unshare', '--user', 'true']))")
    assert int(result.stdout) != 0


def test_inputs_cannot_be_written(sandbox: Sandbox) -> None:
    code = """
import os
for act in (
    lambda: open("/agent/main.py", "a"), lambda: open("/agent/new", "w"), lambda: os.remove("/agent/main.py"),
    lambda: os.chmod("/agent/main.py", 0o777), lambda: os.chmod("/agent", 0o777), lambda: os.utime("/agent/main.py"),
    lambda: os.rename("/agent/sub", "/agent/x"), lambda: os.rename("/agent", "/tmp/x"),
    lambda: os.symlink("/", "/agent/l"), lambda: os.link("/agent/main.py", "/agent/l"),
    lambda: os.rmdir("/workspace"), lambda: os.mkdir("/new"), lambda: open("/etc/passwd", "a"),
    lambda: open("/usr/bin/python3", "a"), lambda: os.mkdir("/usr/local/new"), lambda: open("/dev/new", "w"),
):
    try: act(); print("CHANGED")
    except OSError: pass
print(open("/agent/main.py").read())
"""
    agent = {"main.py": File(b"mine"), "sub/x": File(b"")}
    assert run(sandbox, code, inputs={"/agent": agent}).stdout.split() == [b"mine"]


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(600)",
        "import signal, time\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: time.sleep(1)",
        "import os\nos.close(1); os.close(2)\nwhile True: pass",
        "import os, time\nfor n in range(3):\n    if os.fork() == 0: os.setsid()\ntime.sleep(600)",
    ],
    ids=["sleeps", "ignores signals", "closes its streams", "starts sessions"],
)
def test_time_is_up_for_all(sandbox: Sandbox, code: str) -> None:
    mark = uuid.uuid4().hex
    result = run(sandbox, f"{code}\n# {mark}", {"kept": File(b"k")}, limits=Limits(seconds=1.5))
    assert (result.ending, result.exit_code) == (Ending.TIMED_OUT, None)
    assert result.workspace == {"kept": File(b"k")}
    assert not alive(mark)


def test_daemons_die_with_their_program(sandbox: Sandbox) -> None:
    mark = uuid.uuid4().hex
    code = f"""
import os, subprocess, sys
daemon = "import time\\nwhile True: open('/workspace/beat', 'a').write('x'); time.sleep(0.001) # {mark}"
subprocess.Popen([sys.executable, "-c", daemon], start_new_session=True)
while not os.path.exists("beat"): pass
print("left")
"""
    result = run(sandbox, code)
    assert (result.ending, result.exit_code, result.stdout) == (Ending.EXITED, 0, b"left\n")
    assert not alive(mark)
    assert result.workspace is not None


def test_memory_is_limited_for_all_processes_together(sandbox: Sandbox) -> None:
    code = """
import os, time
for n in range(8):
    if os.fork() == 0:
        held = bytearray(b"x") * (64 << 20); time.sleep(600)
held = bytearray(b"x") * (512 << 20)
print("SURVIVED")
"""
    result = run(sandbox, code, limits=Limits(seconds=60, memory_bytes=SMALL))
    assert result.stdout == b""
    assert result.ending is Ending.OUT_OF_MEMORY
    assert result.exit_code is None


def test_memory_in_files_counts_too(sandbox: Sandbox) -> None:
    code = """
for folder in ("/tmp", "/dev/shm"):
    try:
        with open(folder + "/x", "wb") as out:
            for n in range(200): out.write(bytes(1 << 20))
    except OSError: continue
print("SURVIVED")
"""
    result = run(sandbox, code, limits=Limits(seconds=60, memory_bytes=SMALL))
    assert result.stdout == b""


def test_processes_are_limited(sandbox: Sandbox) -> None:
    code = """
import os, time
for count in range(10_000):
    try:
        if os.fork() == 0: time.sleep(600)
    except OSError: break
print(count)
"""
    result = run(sandbox, code, limits=Limits(seconds=60, processes=40))
    assert 10 < int(result.stdout) < 40


@pytest.mark.parametrize(
    "code",
    [
        "import os\nwhile True: os.write(1, b'x' * 65536)",
        "import os\nwhile True: os.write(2, b'\\xff\\xfe' * 32768)",
        "import os\nwhile True: os.write(1, b'out'); os.write(2, b'err\\n')",
        "while True:\n    with open('/proc/1/fd/1', 'wb') as out: out.write(b'x' * 65536)",
    ],
    ids=["one line", "no text", "both streams", "another process's stream"],
)
def test_a_flood_of_output_is_cut_off(sandbox: Sandbox, code: str) -> None:
    result = run(sandbox, code, limits=Limits(seconds=120, output_bytes=1 << 20))
    assert (result.ending, result.exit_code) == (Ending.FLOODED, None)
    assert len(result.stdout) + len(result.stderr) == 1 << 20


def test_output_up_to_the_limit_is_no_flood(sandbox: Sandbox) -> None:
    result = run(sandbox, "print('x' * 999)", limits=Limits(output_bytes=1000))
    assert (result.ending, len(result.stdout)) == (Ending.EXITED, 1000)


def test_files_are_limited(sandbox: Sandbox) -> None:
    code = """
import os, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for act in (lambda f: f.write(bytes(2 << 20)), lambda f: f.truncate(1 << 40)):
    try:
        with open("big", "wb") as out: act(out)
        print("WRITTEN")
    except OSError: print(os.path.getsize("big") <= 1 << 20)
    os.remove("big")
"""
    result = run(sandbox, code, limits=Limits(file_bytes=1 << 20))
    assert result.stdout.split() == [b"True", b"True"]


def test_a_workspace_cannot_grow_without_end(sandbox: Sandbox) -> None:
    if os.getuid() != 0 and sandbox.name == "docker":
        pytest.skip("only root may look into the engine's volumes")
    code = """
import itertools
for n in itertools.count():
    with open(f"file{n}", "wb") as out: out.write(bytes(1 << 18))
"""
    result = run(sandbox, code, limits=Limits(seconds=300, export_bytes=1 << 20))
    assert result.ending is Ending.FLOODED
    assert result.workspace is None
    assert "grew past" in (result.refusal or "")
