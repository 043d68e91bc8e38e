"""The book: accounts, entries and what can be read from them.

An entry moves money between accounts. Its postings add up to zero, a positive amount being a debit. Every entry has
two dates: the day on which it was booked, and the value date, from which on it counts.

Assets and expenses grow by debits, all other accounts by credits. Balances are seen from the side of the account: a
positive balance is what one expects to find there.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Optional, Tuple

from ledger.errors import LedgerError
from ledger.money import cents, written

KINDS = ("asset", "liability", "equity", "income", "expense")
DEBIT_KINDS = ("asset", "expense")
COLUMNS = ("entry", "booked", "value", "text", "reverses", "account", "amount")


@dataclass(frozen=True)
class Account:
    number: str
    name: str
    kind: str
    opened: date
    closed: Optional[date] = None

    @property
    def sign(self):
        """1 if debits raise the balance, else -1."""
        return 1 if self.kind in DEBIT_KINDS else -1


@dataclass(frozen=True)
class Posting:
    account: str
    amount: int


@dataclass(frozen=True)
class Entry:
    """Entries are numbered from 1 in the order in which they were made."""

    number: int
    booked: date
    value: date
    text: str
    postings: Tuple[Posting, ...]
    reverses: Optional[int] = None

    def net(self, account):
        """What the entry moves on an account, debits counted positive."""
        return sum(posting.amount for posting in self.postings if posting.account == account)

    def touches(self, account):
        return any(posting.account == account for posting in self.postings)


@dataclass(frozen=True)
class Line:
    """A line of a statement; the balance is the one after it."""

    value: date
    text: str
    amount: int
    balance: int


class Book:
    """Accounts by number, and entries. Nothing is ever changed or removed; mistakes are reversed."""

    def __init__(self):
        self._accounts = {}
        self._entries = []

    # Accounts

    def open_account(self, number, name, kind, opened):
        """Raises LedgerError if the number is taken or the kind is none of KINDS."""
        if kind not in KINDS:
            raise LedgerError(f"{kind!r} is no kind of account")
        if number in self._accounts:
            raise LedgerError(f"account {number} exists already")
        self._accounts[number] = Account(number, name, kind, opened)
        return self._accounts[number]

    def close_account(self, number, closed):
        """Close an account that is empty from a day on."""
        account = self.account(number)
        if account.closed:
            raise LedgerError(f"account {number} is closed already")
        if self.balance(number) != 0:
            raise LedgerError(f"account {number} is not empty")
        if any(entry.value >= closed for entry in self.entries(number)):
            raise LedgerError(f"account {number} has later entries")
        self._accounts[number] = Account(number, account.name, account.kind, account.opened, closed)

    def account(self, number):
        """Raises LedgerError if there is none."""
        if number not in self._accounts:
            raise LedgerError(f"there is no account {number}")
        return self._accounts[number]

    def accounts(self, kind=None):
        """The accounts by number, perhaps only those of a kind."""
        return [a for _, a in sorted(self._accounts.items()) if kind in (None, a.kind)]

    # Entries

    def post(self, booked, text, postings, value=None):
        """Make an entry from (account, amount) pairs; the value date is the day of booking unless it is given."""
        return self._append(booked, value or booked, text, tuple(Posting(*pair) for pair in postings))

    def transfer(self, booked, text, source, target, amount, value=None):
        """Move an amount from one account to another: credit the source, debit the target."""
        if amount <= 0:
            raise LedgerError("a transfer moves a positive amount")
        return self.post(booked, text, [(source, -amount), (target, amount)], value)

    def reverse(self, number, booked, value=None):
        """Undo an entry by its opposite. The value date is that of the entry unless another one is given."""
        entry = self.entry(number)
        if entry.reverses:
            raise LedgerError(f"entry {number} is a reversal itself")
        if self.reversal_of(number):
            raise LedgerError(f"entry {number} is reversed already")
        postings = tuple(Posting(posting.account, -posting.amount) for posting in entry.postings)
        return self._append(booked, value or entry.value, f"Reversal: {entry.text}", postings, number)

    def _append(self, booked, value, text, postings, reverses=None):
        self._check(booked, value, postings)
        entry = Entry(len(self._entries) + 1, booked, value, text, postings, reverses)
        self._entries.append(entry)
        return entry

    def _check(self, booked, value, postings):
        if len(postings) < 2:
            raise LedgerError("an entry needs two postings at least")
        if sum(posting.amount for posting in postings) != 0:
            raise LedgerError("the postings do not add up to zero")
        if self._entries and booked < self._entries[-1].booked:
            raise LedgerError(f"the book is at {self._entries[-1].booked} already")
        for posting in postings:
            account = self.account(posting.account)
            if posting.amount == 0:
                raise LedgerError(f"nothing is posted to {account.number}")
            if value < account.opened or account.closed and value >= account.closed:
                raise LedgerError(f"account {account.number} is not open on {value}")

    def entry(self, number):
        """Raises LedgerError if there is none."""
        if not 1 <= number <= len(self._entries):
            raise LedgerError(f"there is no entry {number}")
        return self._entries[number - 1]

    def reversal_of(self, number):
        """The entry that reverses another one, or None."""
        return next((entry for entry in self._entries if entry.reverses == number), None)

    def entries(self, account=None):
        """The entries in the order in which they were made, perhaps only those that touch an account."""
        return [entry for entry in self._entries if account is None or entry.touches(account)]

    def find(self, words):
        """The entries whose text contains all words, in any case."""
        wanted = words.lower().split()
        return [entry for entry in self._entries if all(word in entry.text.lower() for word in wanted)]

    # Reports

    def balance(self, number, day=None):
        """The balance of an account at the end of a day by value date, or with all entries."""
        account = self.account(number)
        counted = (entry for entry in self.entries(number) if day is None or entry.value <= day)
        return account.sign * sum(entry.net(number) for entry in counted)

    def statement(self, number, first, last):
        """The lines of an account between two days, both included, by value date and then in order of booking."""
        account = self.account(number)
        inside = [entry for entry in self.entries(number) if first <= entry.value <= last]
        before = [entry for entry in self.entries(number) if entry.value < first]
        balance = account.sign * sum(entry.net(number) for entry in before)
        lines = []
        for entry in sorted(inside, key=lambda entry: (entry.value, entry.number)):
            for posting in entry.postings:
                if posting.account == number:
                    balance += account.sign * posting.amount
                    lines.append(Line(entry.value, entry.text, account.sign * posting.amount, balance))
        return lines

    def trial_balance(self, day=None):
        """Pairs of account and balance for the accounts that have one; debits and credits must be even."""
        rows = [(account, self.balance(account.number, day)) for account in self.accounts()]
        if sum(account.sign * balance for account, balance in rows) != 0:
            raise LedgerError("the book is out of balance")
        return [(account, balance) for account, balance in rows if balance]

    def letter(self, number, first, last):
        """A statement as text."""
        account = self.account(number)
        lines = [f"{account.number} {account.name}", ""]
        for line in self.statement(number, first, last):
            lines.append(f"{line.value}  {line.text[:34]:34}{written(line.amount):>15}{written(line.balance):>15}")
        lines.append(f"{'Balance on ' + str(last):46}{written(self.balance(number, last)):>30}")
        return "\n".join(lines) + "\n"

    # Exchange

    def export(self):
        """All postings as CSV."""
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(COLUMNS)
        for entry in self._entries:
            for posting in entry.postings:
                writer.writerow([
                    entry.number, entry.booked, entry.value, entry.text, entry.reverses or "", posting.account,
                    written(posting.amount),
                ])
        return target.getvalue()

    def load(self, text):
        """Append the entries of an export to a book that has the accounts but no entries yet."""
        if self._entries:
            raise LedgerError("the book has entries already")
        grouped = {}
        for row in csv.DictReader(io.StringIO(text)):
            grouped.setdefault(int(row["entry"]), []).append(row)
        for _, rows in sorted(grouped.items()):
            postings = tuple(Posting(row["account"], cents(row["amount"])) for row in rows)
            booked, value = date.fromisoformat(rows[0]["booked"]), date.fromisoformat(rows[0]["value"])
            self._append(booked, value, rows[0]["text"], postings, int(rows[0]["reverses"] or 0) or None)
