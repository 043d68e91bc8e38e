"""The desk: what the shop's pages and the back office call."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from orders.audit import AuditTrail
from orders.definition import standard
from orders.errors import TransitionError
from orders.guards import Guard, Surroundings, standard_guards
from orders.machine import Machine
from orders.model import Line, Order
from orders.notices import Outbox, notify
from orders.parser import Definition
from orders.store import OrderStore


class OrderDesk:
    def __init__(
        self,
        around: Surroundings,
        send: Outbox,
        definition: Definition | None = None,
        extra_guards: Mapping[str, Guard] | None = None,
    ) -> None:
        """``extra_guards`` come from plug-ins."""
        self.around = around
        self.audit = AuditTrail()
        self.store = OrderStore()
        self._send = send
        self._machine = Machine(definition or standard(), {**standard_guards(), **(extra_guards or {})})

    def draft(self, customer: str, address: str = "") -> Order:
        return self.store.new(customer, address, self._machine.definition.start)

    def add_line(self, number: int, sku: str, quantity: int, price: int) -> None:
        self.store.get(number).lines.append(Line(sku, quantity, price))

    def receive_payment(self, number: int, cents: int) -> None:
        self.store.get(number).paid += cents

    def fire(self, number: int, event: str) -> str:
        """Try an event. Success and failure both go into the audit trail; only success is told to the customer."""
        order = self.store.get(number)
        before = order.state
        try:
            after = self._machine.fire(order, event, self.around)
        except TransitionError as error:
            self.audit.refused(self.today, number, event, before, error.reason)
            raise
        if after == "shipped":
            order.shipped_on = self.today
        elif after == "delivered":
            order.delivered_on = self.today
        self.audit.moved(self.today, number, event, before, after)
        notify(order, self._send)
        return after

    @property
    def today(self) -> datetime.date:
        return self.around.today
