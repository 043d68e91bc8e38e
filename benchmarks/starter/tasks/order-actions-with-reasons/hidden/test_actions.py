import datetime
import unittest

from orders import OrderDesk, TransitionError
from orders.guards import Surroundings
from orders.parser import parse

DAY = datetime.date(2024, 5, 2)


class ActionsTest(unittest.TestCase):
    def desk(self, text=None, stock=None, **guards):
        self.sent = []
        definition = parse(text) if text else None
        self.around = Surroundings(DAY, stock or {})
        desk = OrderDesk(self.around, lambda to, said: self.sent.append(said), definition, guards)
        desk.draft("ann", "Main Street 1")
        return desk

    def action(self, desk, event):
        return next(action for action in desk.actions(1) if action.event == event)

    def refusal(self, desk, event):
        with self.assertRaises(TransitionError) as caught:
            desk.fire(1, event)
        return caught.exception.reason

    def test_reasons_for_placing(self):
        desk = self.desk()
        desk.store.get(1).address = "  "
        self.assertEqual(self.action(desk, "place").reason, "the order has no lines")
        desk.add_line(1, "PEN", 1, 100)
        self.assertEqual(self.action(desk, "place").reason, "there is no delivery address")
        self.assertEqual(self.refusal(desk, "place"), "there is no delivery address")

    def test_any_rule_of_the_event_is_enough(self):
        desk = self.desk()
        desk.add_line(1, "PEN", 3, 1125)
        desk.fire(1, "place")
        self.assertEqual(self.action(desk, "pay").reason, "33.75 is still to be paid")
        self.assertEqual(self.refusal(desk, "pay"), "33.75 is still to be paid")
        desk.receive_payment(1, 1000)
        action = self.action(desk, "pay")
        self.assertEqual((action.enabled, action.reason), (True, ""))
        desk.fire(1, "pay")
        self.assertEqual(self.action(desk, "pay").reason, "23.75 is still to be paid")

    def test_missing_goods_are_named(self):
        desk = self.desk(stock={"CUP": 1})
        for sku in ("PEN", "CUP", "CUP", "INK"):
            desk.add_line(1, sku, 1, 0)
        desk.fire(1, "place")
        desk.fire(1, "pay")
        self.assertEqual(self.action(desk, "ship").reason, "not in stock: CUP, INK, PEN")
        self.around.stock = {"CUP": 2, "INK": 1, "PEN": 1}
        self.assertTrue(self.action(desk, "ship").enabled)

    def test_after_delivery(self):
        desk = self.desk(stock={"PEN": 1})
        desk.add_line(1, "PEN", 1, 0)
        for event in ("place", "pay", "ship", "deliver"):
            desk.fire(1, event)
        self.assertEqual([(a.event, a.enabled) for a in desk.actions(1)], [("cancel", False), ("return", True)])
        self.assertEqual(self.action(desk, "cancel").reason, "the goods have been handed over")
        self.around.today = DAY + datetime.timedelta(days=15)
        self.assertEqual(self.action(desk, "return").reason, "the 14 days for returns are over")

    def test_events_that_the_state_does_not_know(self):
        desk = self.desk()
        self.assertEqual(self.refusal(desk, "ship"), "not possible while the order is draft")
        self.assertEqual(desk.audit.of(1)[-1].note, "refused: not possible while the order is draft")

    def test_a_final_state_has_no_actions(self):
        desk = self.desk()
        desk.fire(1, "cancel")
        self.assertEqual(desk.actions(1), [])
        self.assertEqual(self.refusal(desk, "cancel"), "not possible while the order is cancelled")

    def test_guards_of_plugins(self):
        text = "start draft\ndraft -> sent on send if has_lines and office_hours\n"
        desk = self.desk(text, office_hours=lambda order, around: around.today.weekday() < 3)
        desk.add_line(1, "PEN", 1, 0)
        self.assertEqual(self.action(desk, "send").reason, "refused by office_hours")
        self.assertEqual(self.refusal(desk, "send"), "refused by office_hours")

    def test_order_of_the_definition_and_the_first_rules_reason(self):
        text = """
        start draft
        * -> gone on drop
        draft -> quick on send if has_stamp
        draft -> filed on file
        draft -> slow on send if has_lines
        """
        desk = self.desk(text, has_stamp=lambda order, around: False)
        self.assertEqual([action.event for action in desk.actions(1)], ["drop", "send", "file"])
        self.assertEqual(self.action(desk, "send").reason, "refused by has_stamp")
        desk.add_line(1, "PEN", 1, 0)
        self.assertTrue(self.action(desk, "send").enabled)

    def test_asking_changes_nothing(self):
        desk = self.desk()
        desk.add_line(1, "PEN", 1, 0)
        for _ in range(3):
            desk.actions(1)
        self.assertEqual((len(desk.audit), self.sent, desk.store.get(1).state), (0, [], "draft"))


if __name__ == "__main__":
    unittest.main()
