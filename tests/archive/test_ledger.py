"""The ledger on real files: append-only, all or none, one writer, readers that change nothing, errors with a mend."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from archive.facts import (
    Born,
    Chosen,
    Decided,
    Fact,
    Failed,
    Note,
    Proposal,
    Spend,
    Spent,
    Started,
    Stillborn,
    Verdict,
)
from archive.ledger import (
    Ledger,
    LedgerConflict,
    LedgerCorrupt,
    LedgerError,
    NewerLedger,
    NotALedger,
)

A, B = "a" * 40, "b" * 40
ONE_OF_EACH: tuple[Fact, ...] = (
    Started(version="0", config="c", suite="s", tasks=("t",)),
    Born(attempt="seed", agent=A, parents=()),
    Decided(number=0, attempt="0", action="expand", agents=(A,), why="because", candidates=((A, 1.0),)),
    Spent(attempt="0", model="m", input_tokens=1, output_tokens=2, usd=0.1),
    Born(attempt="0", agent=B, parents=(A,), proposal=Proposal(title="é\n", diagnosis="", change="\0", entry="e")),
    Stillborn(attempt="1", parents=(A,), stage="unsafe", reason="a link"),
    Verdict(attempt="2", agent=B, task="t", outcome="tampered", spend=Spend(calls=1, usd=0.25, seconds=1.5)),
    Failed(attempt="3", reason="engine down"),
    Note(about="x", text="y"),
    Chosen(agent=B, why="best", candidates=((A, 0.1), (B, 0.7))),
)


def clock_from(start: float) -> Callable[[], float]:
    ticks = itertools.count()
    return lambda: start + 0.1 * next(ticks)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.create(path, clock_from(1e9)) as ledger:
        yield ledger


def note(text: object) -> Note:
    return Note(about="test", text=str(text))


def facts_of(path: Path) -> list[Fact]:
    with Ledger.read(path) as reader:
        return [entry.fact for entry in reader.facts()]


def test_facts_come_back_in_order_with_their_times(ledger: Ledger, path: Path) -> None:
    written = ledger.append(*ONE_OF_EACH)
    assert [entry.fact for entry in written] == list(ONE_OF_EACH)
    assert [entry.seq for entry in written] == list(range(1, 11))
    assert written[3].at == 1e9 + 0.1 * 3
    assert list(ledger.facts()) == written
    assert list(ledger.facts(after=7)) == written[7:]
    with Ledger.read(path) as reader:
        assert list(reader.facts()) == written
        assert reader.verify_chain() == []
        assert reader.head() == ledger.head()


def test_a_reopened_ledger_goes_on(path: Path) -> None:
    for number in range(3):
        with (Ledger.open if number else Ledger.create)(path) as ledger:
            assert [entry.seq for entry in ledger.append(note(number), note(number))] == [
                2 * number + 1,
                2 * number + 2,
            ]
    with Ledger.read(path) as reader:
        assert reader.verify_chain() == []
        assert reader.head()[0] == 6


@settings(max_examples=30, deadline=None)
@example([("", -0.0), ("\0", float("inf"))])
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.floats(allow_nan=False))))
def test_the_chain_is_the_one_that_is_described(rows: list[tuple[str, float]]) -> None:
    times = iter([at for _, at in rows])
    with TemporaryDirectory() as folder, Ledger.create(Path(folder, "l"), lambda: next(times)) as ledger:
        for text, _ in rows:
            ledger.append(note(text))
        digest = "0" * 64
        for (text, _), entry in zip(rows, ledger.facts(), strict=True):
            body = note(text).model_dump_json()
            digest = hashlib.sha256(f"{digest}\n{entry.seq}\n{entry.at!r}\n{body}".encode()).hexdigest()
        assert [entry.at for entry in ledger.facts()] == [at for _, at in rows]
        assert ledger.head() == (len(rows), digest)
        assert ledger.verify_chain() == []


SECOND: list[tuple[Fact, Fact]] = [
    (Verdict(attempt="x", agent=A, task="t", outcome="failed"), Failed(attempt="x", reason="")),
    (Born(attempt="x", agent=A, parents=()), Stillborn(attempt="x", parents=(A,), stage="unsafe", reason="")),
    (
        Decided(number=0, attempt="x", action="expand", agents=(A,), why="", candidates=()),
        Decided(number=0, attempt="y", action="expand", agents=(A,), why="", candidates=()),
    ),
    (
        Decided(number=0, attempt="x", action="expand", agents=(A,), why="", candidates=()),
        Decided(number=1, attempt="x", action="expand", agents=(A,), why="", candidates=()),
    ),
]


@pytest.mark.parametrize(("first", "second"), SECOND)
def test_a_second_outcome_or_decision_is_refused_with_all_that_came_with_it(
    ledger: Ledger, first: Fact, second: Fact
) -> None:
    ledger.append(first)
    with pytest.raises(LedgerConflict, match="nothing was written"):
        ledger.append(note("before"), second, note("after"))
    assert [entry.fact for entry in ledger.facts()] == [first]
    assert ledger.append(note("next"))[0].seq == 2
    assert ledger.verify_chain() == []


def test_facts_cannot_be_changed_or_taken_away(ledger: Ledger, path: Path) -> None:
    ledger.append(*ONE_OF_EACH)
    db = sqlite3.connect(path)
    for statement in (
        "UPDATE facts SET body = '{}' WHERE seq = 2",
        "DELETE FROM facts WHERE seq = 10",
        "INSERT OR REPLACE INTO facts VALUES (10, 'note', NULL, 0, '{}', '')",
        "INSERT INTO facts VALUES (0, 'note', NULL, 0, '{}', '')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    db.close()
    assert [entry.fact for entry in ledger.facts()] == list(ONE_OF_EACH)


def test_a_figure_that_json_cannot_hold_never_becomes_a_fact() -> None:
    with pytest.raises(ValidationError):
        Chosen(agent=A, why="", candidates=((A, float("nan")),))
    with pytest.raises(ValidationError):
        Spend(usd=float("inf"))


def test_threads_may_append_at_once(ledger: Ledger) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ledger.append(note(n), note(n)), range(100)))
    facts = [entry.fact for entry in ledger.facts()]
    assert facts[::2] == facts[1::2]
    assert {fact.text for fact in facts if isinstance(fact, Note)} == {str(n) for n in range(100)}
    assert ledger.verify_chain() == []


def test_readers_work_beside_a_writer_and_follow_it(ledger: Ledger, path: Path) -> None:
    ledger.append(note(1))
    with Ledger.read(path) as reader:
        reading = reader.facts()
        assert next(reading).fact == note(1)
        ledger.append(note(2))
        assert next(reading).fact == note(2)
        with pytest.raises(LedgerError, match="opened to be read"):
            reader.append(note(3))
        ledger.append(note(3))
    assert facts_of(path) == [note(1), note(2), note(3)]


def test_a_reader_does_not_stop_a_writer_from_closing(path: Path) -> None:
    ledger = Ledger.create(path)
    ledger.append(*(note(n) for n in range(2000)))
    with Ledger.read(path) as reader:
        reading = reader.facts()
        next(reading)
        ledger.close()
        assert len(list(reading)) == 1999
    assert len(facts_of(path)) == 2000


def test_errors_say_what_is_wrong(path: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no ledger at"):
        Ledger.open(path)
    with pytest.raises(FileNotFoundError, match="no ledger at"):
        Ledger.read(path)
    assert not list(tmp_path.iterdir())
    path.write_bytes(b"not a database, but long enough to look at" * 20)
    with pytest.raises(NotALedger):
        Ledger.read(path)
    with pytest.raises(FileExistsError):
        Ledger.create(path)
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE facts (x)")
    db.close()
    with pytest.raises(NotALedger):
        Ledger.open(path)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA application_id = {int.from_bytes(b'phyl', 'big')}")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(NewerLedger, match="install a newer phyla"):
        Ledger.open(path)


def test_a_damaged_ledger_is_told_as_one(path: Path) -> None:
    with Ledger.create(path) as ledger:
        ledger.append(*(note("x" * 2000) for _ in range(50)))
    raw = bytearray(path.read_bytes())
    raw[8192:] = b"\xa5" * (len(raw) - 8192)
    path.write_bytes(raw)
    with Ledger.read(path) as reader, pytest.raises(LedgerCorrupt, match="restore it from a copy"):
        list(reader.facts())


def tampered(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for trigger in ("no_update", "no_delete", "no_replace"):
        db.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


@pytest.mark.parametrize(
    ("statement", "flawed"),
    [
        ("UPDATE facts SET body = replace(body, 'tampered', 'solved') WHERE seq = 7", [7]),
        ("UPDATE facts SET at = at + 1 WHERE seq = 1", [1]),
        ("UPDATE facts SET attempt = 'z' WHERE seq = 7", [7]),
        ("DELETE FROM facts WHERE seq = 4", [5, 5]),
        ("DELETE FROM facts WHERE seq = 1", [2, 2]),
        ("UPDATE facts SET hash = '00' WHERE seq = 10", [10]),
        ("INSERT INTO facts SELECT 11, kind, attempt, at, body, hash FROM facts WHERE seq = 9", [11]),
    ],
)
def test_the_chain_shows_every_edit(path: Path, statement: str, flawed: list[int]) -> None:
    with Ledger.create(path) as ledger:
        ledger.append(*ONE_OF_EACH)
    tampered(path, statement)
    with Ledger.read(path) as reader:
        assert [flaw.seq for flaw in reader.verify_chain()] == flawed


def test_a_body_that_is_no_fact_stops_reading_there(path: Path) -> None:
    with Ledger.create(path) as ledger:
        ledger.append(*ONE_OF_EACH)
    tampered(path, """UPDATE facts SET body = '{"kind": "note", "about": "x"}' WHERE seq = 3""")
    with Ledger.read(path) as reader:
        reading = reader.facts()
        next(reading), next(reading)
        with pytest.raises(LedgerCorrupt, match="fact 3 cannot be read"):
            next(reading)
        assert {flaw.seq for flaw in reader.verify_chain()} == {3}
