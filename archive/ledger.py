"""The ledger: the facts of a campaign in the order in which they became known, in one SQLite file.

Facts are appended and never changed: triggers refuse it, and each fact's hash covers the hash before it. The chain
shows edits that were made without redoing it. It is no signature, and a cut end does not show: keep ``head`` elsewhere
for that.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from pydantic import TypeAdapter, ValidationError

from archive.facts import Fact
from archive.sqlite import (
    LedgerBusy,
    LedgerConflict,
    LedgerCorrupt,
    LedgerError,
    NewerLedger,
    NotALedger,
    check_schema,
    connect,
    make_file,
    our_errors,
    require_file,
    take_lease,
    transaction,
)

__all__ = [
    "Entry",
    "Flaw",
    "Ledger",
    "LedgerBusy",
    "LedgerConflict",
    "LedgerCorrupt",
    "LedgerError",
    "NewerLedger",
    "NotALedger",
]

_PAGE = 500
_ORIGIN = "0" * 64

_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)


class Entry(NamedTuple):
    """A fact in its place."""

    seq: int
    """Counts up from 1 without gaps."""
    at: float
    """When it was written, in UTC seconds since 1970."""
    fact: Fact


class Flaw(NamedTuple):
    """Where the chain is broken."""

    seq: int
    what: str


class Ledger:
    """An open ledger. Threads may use one at once; close it, or use it in a ``with``.

    ``create`` and ``open`` give the one writer, which holds a lease on the campaign until it is closed or its process
    ends. ``read`` gives a reader, of which there may be many, also beside a writer.
    """

    def __init__(self, path: Path, clock: Callable[[], float], lease: int | None) -> None:
        self.path = path
        self._clock = clock
        self._lease = lease
        self._lock = threading.Lock()
        self._db = connect(path, writable=lease is not None)
        try:
            with our_errors(path):
                check_schema(self._db, path)
                if lease is not None:
                    self._db.execute("PRAGMA journal_mode = WAL")
                    self._db.execute("PRAGMA synchronous = FULL")
        except BaseException:
            self._db.close()
            raise

    @classmethod
    def create(cls, path: Path, clock: Callable[[], float] = time.time) -> Ledger:
        """Start a ledger. Raises FileExistsError if there is one, LedgerBusy if another process is making it."""
        lease = take_lease(path)
        try:
            if path.exists():
                raise FileExistsError(f"{path} exists: open it, or choose another folder")
            make_file(path)
            return cls(path, clock, lease)
        except BaseException:
            os.close(lease)
            raise

    @classmethod
    def open(cls, path: Path, clock: Callable[[], float] = time.time) -> Ledger:
        """Go on with a ledger, also after a crash. Raises FileNotFoundError or a LedgerError."""
        require_file(path)
        lease = take_lease(path)
        try:
            return cls(path, clock, lease)
        except BaseException:
            os.close(lease)
            raise

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Read a ledger without changing it, also while it is written. Raises FileNotFoundError or a LedgerError."""
        require_file(path)
        return cls(path, time.time, None)

    def append(self, *facts: Fact) -> list[Entry]:
        """Write facts durably, all or none. Raises LedgerConflict and then has written nothing."""
        if self._lease is None:
            raise LedgerError(f"{self.path} was opened to be read: open it with Ledger.open to append")
        with self._lock, our_errors(self.path), transaction(self._db):
            last, digest = self._head()
            # SQLite keeps every float but -0.0, which would come back as another text under the hash.
            entries = [Entry(seq, self._clock() + 0.0, fact) for seq, fact in enumerate(facts, last + 1)]
            for entry in entries:
                digest = self._insert(entry, digest)
        return entries

    def _insert(self, entry: Entry, digest: str) -> str:
        body, attempt = entry.fact.model_dump_json(), getattr(entry.fact, "attempt", None)
        digest = _link(digest, entry.seq, entry.at, body)
        row = (entry.seq, entry.fact.kind, attempt, entry.at, body, digest)
        try:
            self._db.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError as error:
            told = f"{self.path} has an outcome or a decision already where a {entry.fact.kind} of attempt {attempt}"
            raise LedgerConflict(f"{told} was to be written ({error}); nothing was written") from error
        return digest

    def facts(self, after: int = 0) -> Iterator[Entry]:
        """The facts in order, from the one after ``after``; those that come while it is read are read too."""
        for page in self._pages("seq, at, body", after):
            for seq, at, body in page:
                yield Entry(seq, at, self._parse(seq, body))

    def head(self) -> tuple[int, str]:
        """The last fact's number and hash, which stands for the whole ledger; (0, zeros) if it is empty."""
        with self._lock, our_errors(self.path):
            return self._head()

    def verify_chain(self) -> list[Flaw]:
        """Recompute every hash. Nothing is wrong if nothing is returned."""
        flaws, last, digest = [], 0, _ORIGIN
        for page in self._pages("seq, at, body, hash, kind, attempt", 0):
            for seq, at, body, found, kind, attempt in page:
                if seq != last + 1:
                    flaws.append(Flaw(seq, f"facts {last + 1} to {seq - 1} are missing"))
                if _link(digest, seq, at, body) != found:
                    flaws.append(Flaw(seq, "its hash does not follow from the fact and the hash before it"))
                if (what := _mislabelled(kind, attempt, body)) is not None:
                    flaws.append(Flaw(seq, what))
                # Going on from the hash that stands there, one edited fact is one flaw.
                last, digest = seq, found
        return flaws

    def close(self) -> None:
        """Give the lease back. A finished ledger is left as one plain file, which any reader can read as it is."""
        with self._lock:
            if self._lease is not None:
                # A reader that is at work right now keeps the log alive; the next writer's close will fold it in.
                with suppress(sqlite3.OperationalError):
                    self._db.execute("PRAGMA busy_timeout = 100")
                    self._db.execute("PRAGMA journal_mode = DELETE")
            self._db.close()
            if self._lease is not None:
                os.close(self._lease)
                self._lease = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _head(self) -> tuple[int, str]:
        row = self._db.execute("SELECT seq, hash FROM facts ORDER BY seq DESC LIMIT 1").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, _ORIGIN)

    def _pages(self, columns: str, after: int) -> Iterator[list[tuple[Any, ...]]]:
        # Page by page, so that a slow reader never holds a transaction open under a writer.
        while True:
            with self._lock, our_errors(self.path):
                query = f"SELECT {columns} FROM facts WHERE seq > ? ORDER BY seq LIMIT {_PAGE}"
                page = self._db.execute(query, (after,)).fetchall()
            if not page:
                return
            yield page
            after = page[-1][0]

    def _parse(self, seq: int, body: str) -> Fact:
        try:
            return _FACT.validate_json(body)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise LedgerCorrupt(
                f"{self.path}: fact {seq} cannot be read ({where} {first['msg']}): restore the file from a copy"
            ) from error


def _link(digest: str, seq: int, at: float, body: str) -> str:
    return hashlib.sha256(f"{digest}\n{seq}\n{at!r}\n{body}".encode()).hexdigest()


def _mislabelled(kind: str, attempt: str | None, body: str) -> str | None:
    try:
        fact = _FACT.validate_json(body)
    except ValidationError:
        return "its body is not a fact"
    if (kind, attempt) != (fact.kind, getattr(fact, "attempt", None)):
        return "its kind or attempt is not what its body says"
    return None
