"""SQLite for the ledger: its tables, its connections, the writer's lease, and SQLite's errors in our words."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SCHEMA = 1
_APPLICATION = int.from_bytes(b"phyl", "big")
_BUSY_SECONDS = 30.0

_TABLES = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {SCHEMA};
CREATE TABLE facts (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    attempt TEXT,
    at REAL NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_outcome ON facts (attempt) WHERE kind IN ('born', 'stillborn', 'verdict', 'failed');
CREATE UNIQUE INDEX one_decision ON facts (attempt) WHERE kind = 'decided';
CREATE UNIQUE INDEX one_number ON facts (json_extract(body, '$.number')) WHERE kind = 'decided';
CREATE TRIGGER no_update BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER no_delete BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER no_replace BEFORE INSERT ON facts WHEN NEW.seq <= (SELECT max(seq) FROM facts)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
"""


class LedgerError(RuntimeError):
    """The ledger cannot be used; the message says why and what mends it."""


class NotALedger(LedgerError):
    """The file is something else."""


class NewerLedger(LedgerError):
    """The ledger was written by a newer phyla."""


class LedgerBusy(LedgerError):
    """Another process is writing this ledger."""


class LedgerCorrupt(LedgerError):
    """The file is damaged, or holds what no phyla wrote."""


class LedgerConflict(LedgerError):
    """A fact contradicts one that is written: a second outcome of an attempt, or a second decision of a number."""


def require_file(path: Path) -> None:
    if not path.is_file():
        raise FileNotFoundError(f"no ledger at {path}: is this the folder of a campaign?")


def take_lease(path: Path) -> int:
    """Lock a file beside the ledger, as its one writer; the system unlocks it when the process ends."""
    lease = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(lease, 100).decode(errors="replace").strip() or "another process"
        os.close(lease)
        raise LedgerBusy(f"{path} is being written by {holder}: wait for it to end, or stop it") from error
    os.ftruncate(lease, 0)
    os.pwrite(lease, f"process {os.getpid()}\n".encode(), 0)
    return lease


def make_file(path: Path) -> None:
    """Make the file under another name first: a ledger is there with all its tables or not at all."""
    new = path.with_name(path.name + ".new")
    for left_over in (new, path.with_name(path.name + ".new-journal")):
        left_over.unlink(missing_ok=True)
    with our_errors(path):
        db = connect(new, writable=True, new=True)
        try:
            db.executescript(f"BEGIN; {_TABLES} COMMIT;")
        finally:
            db.close()
    new.rename(path)


def connect(path: Path, *, writable: bool, new: bool = False) -> sqlite3.Connection:
    mode = "rwc" if new else "rw" if writable else "ro"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    with our_errors(path):
        return sqlite3.connect(uri, _BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)


def check_schema(db: sqlite3.Connection, path: Path) -> None:
    application, schema = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application != _APPLICATION:
        raise NotALedger(f"{path} is not a phyla ledger: is this the folder of a campaign?")
    if schema > SCHEMA:
        raise NewerLedger(f"{path} has schema {schema}, this phyla knows up to {SCHEMA}: install a newer phyla")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite has rolled back by itself if the disk is full.
            db.execute("ROLLBACK")
        raise


@contextmanager
def our_errors(path: Path) -> Iterator[None]:
    """Tell SQLite's errors as ours, with the cause and the mend."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise LedgerBusy(f"{path} is locked by another program: wait for it to end") from error
        raise LedgerError(f"{path}: {error}; is the disk full, or the folder not ours to write?") from error
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise NotALedger(f"{path} is not a phyla ledger: is this the folder of a campaign?") from error
        raise LedgerCorrupt(f"{path} is damaged ({error}): restore it from a copy") from error
