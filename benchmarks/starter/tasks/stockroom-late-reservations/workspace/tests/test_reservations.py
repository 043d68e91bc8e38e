import unittest

from stockroom import ManualClock, Stockroom
from stockroom.errors import NotEnough, NotReserved, ReservationClosed, ReservationExpired


class ReservationTest(unittest.TestCase):
    def setUp(self):
        self.clock = ManualClock(36000)
        self.room = Stockroom(self.clock)
        self.room.add_article("LAMP", "Desk lamp")
        self.room.add_article("BULB", "Bulb", reorder_below=8, order_size=5)
        self.room.receive("LAMP", 3, "A1")
        self.room.receive("LAMP", 2, "B7")
        self.room.receive("BULB", 10, "A2")

    def test_reserved_goods_are_not_free(self):
        self.room.reserve("ann", {"LAMP": 3})
        self.assertEqual(self.room.free("LAMP"), 2)
        self.assertEqual(self.room.on_hand("LAMP"), 5)
        with self.assertRaises(NotEnough):
            self.room.reserve("bob", {"LAMP": 3})

    def test_all_or_nothing(self):
        with self.assertRaises(NotEnough):
            self.room.reserve("ann", {"BULB": 2, "LAMP": 6})
        self.assertEqual(self.room.free("BULB"), 10)

    def test_it_runs_out(self):
        self.room.reserve("ann", {"LAMP": 3}, minutes=15)
        self.clock.advance(15 * 60 - 1)
        self.assertEqual(self.room.free("LAMP"), 2)
        self.clock.advance(1)
        self.assertEqual(self.room.free("LAMP"), 5)

    def test_pick(self):
        held = self.room.reserve("ann", {"LAMP": 4})
        picked = self.room.pick(held.number, "LAMP", 4)
        self.assertEqual(str(picked), "LAMP: 2 from B7, 2 from A1")
        self.assertEqual((self.room.on_hand("LAMP"), self.room.free("LAMP")), (1, 1))
        with self.assertRaises(ReservationClosed):
            self.room.pick(held.number, "LAMP", 1)

    def test_no_more_than_reserved(self):
        held = self.room.reserve("ann", {"LAMP": 2})
        with self.assertRaises(NotReserved):
            self.room.pick(held.number, "LAMP", 3)

    def test_late_but_the_goods_are_still_there(self):
        held = self.room.reserve("ann", {"LAMP": 3})
        self.clock.advance(20 * 60)
        self.assertEqual(self.room.pick(held.number, "LAMP", 1).quantity, 1)
        self.room.extend(held.number, 10)
        self.assertEqual(self.room.pick(held.number, "LAMP", 2).quantity, 2)

    def test_late_and_the_goods_are_gone(self):
        late = self.room.reserve("ann", {"LAMP": 3})
        self.clock.advance(20 * 60)
        self.room.reserve("bob", {"LAMP": 4})
        with self.assertRaises(ReservationExpired):
            self.room.pick(late.number, "LAMP", 3)
        with self.assertRaises(ReservationExpired):
            self.room.extend(late.number)

    def test_extend_before_the_end(self):
        held = self.room.reserve("ann", {"LAMP": 5})
        self.clock.advance(14 * 60)
        self.room.extend(held.number, 15)
        self.clock.advance(14 * 60)
        self.assertEqual(self.room.free("LAMP"), 0)

    def test_released(self):
        held = self.room.reserve("ann", {"LAMP": 5})
        self.room.release(held.number)
        self.assertEqual(self.room.free("LAMP"), 5)
        with self.assertRaises(ReservationClosed):
            self.room.extend(held.number)

    def test_suggested_orders(self):
        self.room.reserve("ann", {"BULB": 4})
        self.assertEqual([(s.sku, s.quantity) for s in self.room.to_order()], [("BULB", 5)])


if __name__ == "__main__":
    unittest.main()
