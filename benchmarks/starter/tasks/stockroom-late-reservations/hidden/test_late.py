import unittest

from stockroom import ManualClock, Stockroom
from stockroom.errors import NotEnough, ReservationClosed, ReservationExpired


class LateTest(unittest.TestCase):
    def setUp(self):
        self.clock = ManualClock(1000)
        self.room = Stockroom(self.clock)
        for sku in ("LAMP", "BULB"):
            self.room.add_article(sku, sku.title(), reorder_below=3)
            self.room.receive(sku, 10, "A1")

    def test_a_partly_picked_reservation_binds_only_the_rest(self):
        held = self.room.reserve("ann", {"LAMP": 6})
        self.room.pick(held.number, "LAMP", 4)
        self.assertEqual((self.room.on_hand("LAMP"), self.room.free("LAMP")), (6, 4))
        self.assertEqual(self.room.stock_table().splitlines()[-1].split(), ["LAMP", "6", "2", "4"])
        self.room.reserve("bob", {"LAMP": 4})
        self.assertEqual(self.room.free("LAMP"), 0)

    def test_a_fully_picked_article_of_an_open_reservation_binds_nothing(self):
        held = self.room.reserve("ann", {"LAMP": 5, "BULB": 5})
        self.room.pick(held.number, "LAMP", 5)
        self.assertEqual(self.room.free("LAMP"), 5)
        self.assertEqual([order.sku for order in self.room.to_order()], [])

    def test_nobody_takes_what_a_running_reservation_holds(self):
        late = self.room.reserve("ann", {"LAMP": 6})
        self.clock.advance(900)
        bob = self.room.reserve("bob", {"LAMP": 7})
        with self.assertRaises(ReservationExpired):
            self.room.pick(late.number, "LAMP", 4)
        self.assertEqual(self.room.on_hand("LAMP"), 10)
        self.assertEqual(self.room.pick(late.number, "LAMP", 3).quantity, 3)
        self.assertEqual(self.room.pick(bob.number, "LAMP", 7).quantity, 7)

    def test_the_second_of_the_end_is_late(self):
        late = self.room.reserve("ann", {"LAMP": 10}, minutes=1)
        self.clock.advance(60)
        self.room.reserve("bob", {"LAMP": 1})
        with self.assertRaises(ReservationExpired):
            self.room.pick(late.number, "LAMP", 10)

    def test_extending_late_needs_only_what_is_still_to_be_picked(self):
        held = self.room.reserve("ann", {"LAMP": 8})
        self.room.pick(held.number, "LAMP", 5)
        self.clock.advance(1200)
        self.room.reserve("bob", {"LAMP": 2})
        self.room.extend(held.number, 10)
        self.assertEqual(self.room.free("LAMP"), 0)
        self.assertEqual(self.room.pick(held.number, "LAMP", 3).quantity, 3)

    def test_extending_late_is_all_or_nothing(self):
        late = self.room.reserve("ann", {"BULB": 2, "LAMP": 8})
        self.clock.advance(1200)
        self.room.reserve("bob", {"LAMP": 3})
        before = len(self.room.events)
        with self.assertRaises(ReservationExpired):
            self.room.extend(late.number, 10)
        self.assertEqual((self.room.free("BULB"), self.room.free("LAMP")), (10, 7))
        self.assertEqual(len(self.room.events), before)

    def test_extending_a_running_reservation_needs_no_free_goods(self):
        held = self.room.reserve("ann", {"LAMP": 10})
        self.clock.advance(600)
        self.room.extend(held.number, 15)
        self.clock.advance(600)
        self.assertEqual(self.room.free("LAMP"), 0)
        self.assertEqual(self.room.pick(held.number, "LAMP", 10).quantity, 10)

    def test_a_late_pick_does_not_bind_the_rest_again(self):
        held = self.room.reserve("ann", {"LAMP": 6})
        self.clock.advance(1200)
        self.room.pick(held.number, "LAMP", 2)
        self.assertEqual(self.room.free("LAMP"), 8)
        with self.assertRaises(NotEnough):
            self.room.reserve("bob", {"LAMP": 9})

    def test_closed_stays_closed(self):
        held = self.room.reserve("ann", {"LAMP": 2})
        self.room.pick(held.number, "LAMP", 2)
        self.clock.advance(1200)
        with self.assertRaises(ReservationClosed):
            self.room.extend(held.number)
        with self.assertRaises(ReservationClosed):
            self.room.pick(held.number, "LAMP", 1)


if __name__ == "__main__":
    unittest.main()
