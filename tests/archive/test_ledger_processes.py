"""The ledger among processes: killed writers, one writer at a time, readers that leave no trace."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.facts import Note
from archive.ledger import Ledger, LedgerBusy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


WRITER = """
import sys
from pathlib import Path
from archive.facts import Note
from archive.ledger import Ledger
path = Path(sys.argv[1])
with (Ledger.open if path.exists() else Ledger.create)(path) as ledger:
    number = ledger.head()[0]
    while True:
        ledger.append(Note(about="n", text=str(number)), Note(about="n", text=str(number + 1)))
        number += 2
        print(number, flush=True)
"""


def writer(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)


def kill_after(process: subprocess.Popen[str], lines: int) -> int:
    """The last number that the writer said it had written before it was killed."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    said += process.communicate()[0].splitlines()
    return int(said[-1])


def test_what_was_written_outlives_sigkill(path: Path) -> None:
    for lines in (1, 2, 5, 11, 1, 30):
        promised = kill_after(writer(path), lines)
        with Ledger.read(path) as reader:
            seq, _ = reader.head()
            assert seq >= promised
            assert [entry.fact for entry in reader.facts()] == [Note(about="n", text=str(n)) for n in range(seq)]
            assert seq % 2 == 0
            assert reader.verify_chain() == []


MAKER = """
import itertools, sys
from pathlib import Path
from archive.ledger import Ledger
for number in itertools.count():
    print(number, flush=True)
    Ledger.create(Path(sys.argv[1], str(number))).close()
"""


def test_a_kill_while_a_ledger_is_made_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    for delay in range(10):
        folder = tmp_path / str(delay)
        folder.mkdir()
        argv = [sys.executable, "-c", MAKER, str(folder)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.02 + 0.0007 * delay)
            process.kill()
            last = [0, *map(int, process.stdout)][-1]
        if (folder / str(last)).exists():
            Ledger.open(folder / str(last)).close()
        else:
            Ledger.create(folder / str(last)).close()


def test_one_writer_at_a_time_in_one_process_and_in_two(path: Path) -> None:
    with Ledger.create(path), pytest.raises(LedgerBusy, match=f"process {os.getpid()}"):
        Ledger.open(path)
    process = writer(path)
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(LedgerBusy, match=f"process {process.pid}"):
        Ledger.open(path)
    kill_after(process, 1)
    Ledger.open(path).close()


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


@pytest.mark.parametrize("end", ["closed", "killed", "running"])
def test_reading_changes_nothing(path: Path, end: str) -> None:
    process = writer(path)
    if end == "running":
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGSTOP)
    else:
        kill_after(process, 5)
    if end == "closed":
        Ledger.open(path).close()
        assert sorted(contents(path.parent)) == ["ledger.sqlite", "ledger.sqlite.lock"]
    before = contents(path.parent)
    for _ in range(2):
        with Ledger.read(path) as reader:
            assert list(reader.facts())
            assert reader.verify_chain() == []
    assert contents(path.parent) == before
    if end == "running":
        process.kill()
        process.communicate()


READ_AS_ANYBODY = """
import os, sys
from pathlib import Path
from archive.ledger import Ledger
if os.getuid() == 0:
    os.setgid(10001)
    os.setuid(10001)
with Ledger.read(Path(sys.argv[1])) as reader:
    print(reader.head()[0])
"""


def test_a_finished_ledger_is_read_where_nothing_can_be_written(path: Path) -> None:
    with Ledger.create(path) as ledger:
        ledger.append(Note(about="x", text="y"))
    path.with_name("ledger.sqlite.lock").unlink()
    path.chmod(0o444)
    for folder in itertools.takewhile(lambda folder: folder.owner() == path.owner(), [*path.parents][:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    path.parent.chmod(0o555)
    try:
        argv = [sys.executable, "-c", READ_AS_ANYBODY, str(path)]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        assert done.stdout == "1\n", done.stderr
        assert [file.name for file in path.parent.iterdir()] == ["ledger.sqlite"]
    finally:
        path.parent.chmod(0o755)
