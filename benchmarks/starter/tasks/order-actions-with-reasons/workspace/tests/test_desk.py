import datetime
import unittest

from orders import OrderDesk, TransitionError
from orders.guards import Surroundings


class DeskTest(unittest.TestCase):
    def setUp(self):
        self.sent = []
        self.around = Surroundings(datetime.date(2024, 5, 2), {"LAMP": 2})
        self.desk = OrderDesk(self.around, lambda to, text: self.sent.append(text))
        self.number = self.desk.draft("ann", "Main Street 1").number

    def placed(self, quantity=1):
        self.desk.add_line(self.number, "LAMP", quantity, 2000)
        self.desk.fire(self.number, "place")

    def actions(self):
        return [(action.event, action.enabled) for action in self.desk.actions(self.number)]

    def test_a_whole_life(self):
        self.placed()
        self.desk.receive_payment(self.number, 500)
        self.assertEqual(self.desk.fire(self.number, "pay"), "part_paid")
        self.desk.receive_payment(self.number, 1500)
        for event, state in [("pay", "paid"), ("ship", "shipped"), ("deliver", "delivered")]:
            self.assertEqual(self.desk.fire(self.number, event), state)
        self.assertEqual(len(self.sent), 4)
        self.assertEqual(len(self.desk.audit), 5)

    def test_refused_events_are_noted(self):
        with self.assertRaises(TransitionError):
            self.desk.fire(self.number, "ship")
        self.assertTrue(self.desk.audit.of(self.number)[0].refused)
        self.assertEqual(self.sent, [])

    def test_actions_of_a_draft(self):
        self.assertEqual(self.actions(), [("place", False), ("cancel", True)])
        self.desk.add_line(self.number, "LAMP", 1, 2000)
        self.assertEqual(self.actions(), [("place", True), ("cancel", True)])

    def test_reasons(self):
        place = self.desk.actions(self.number)[0]
        self.assertEqual(place.reason, "the order has no lines")
        with self.assertRaises(TransitionError) as caught:
            self.desk.fire(self.number, "place")
        self.assertEqual(caught.exception.reason, "the order has no lines")

    def test_every_event_once(self):
        self.placed()
        self.assertEqual(self.actions(), [("cancel", True), ("pay", False)])

    def test_asking_leaves_no_trace(self):
        self.placed()
        noted, sent = len(self.desk.audit), len(self.sent)
        self.desk.actions(self.number)
        self.assertEqual((len(self.desk.audit), len(self.sent)), (noted, sent))
        self.assertEqual(self.desk.store.get(self.number).state, "placed")


if __name__ == "__main__":
    unittest.main()
