import unittest

from boxoffice.hall import Hall, Seat
from boxoffice.sale import sell
from boxoffice.suggest import suggest


class BestBlockTest(unittest.TestCase):
    def assertSuggests(self, plan, size, row, start):
        expected = [Seat(row, column) for column in range(start, start + size)]
        self.assertEqual(suggest(Hall(plan), size), expected, "\n" + plan)

    def test_nearest_to_the_middle(self):
        self.assertSuggests("..........", 2, 0, 4)
        self.assertSuggests("........", 4, 0, 2)
        self.assertSuggests("....x....", 2, 0, 2)
        self.assertSuggests("...xxx...xxxx", 3, 0, 6)

    def test_halves_count(self):
        self.assertSuggests("xx.. x..xxx", 2, 0, 6)
        self.assertSuggests("xx..x..xx", 2, 0, 2)
        self.assertSuggests(".x..x..xxx", 2, 0, 5)

    def test_further_row_if_it_is_nearer_to_the_middle(self):
        self.assertSuggests("..xxxx\nxx..xx", 2, 1, 2)

    def test_equally_near_row_at_the_stage_then_left(self):
        self.assertSuggests("xx..xx\nxx..xx", 2, 0, 2)
        self.assertSuggests("..xx..\n..xx..", 2, 0, 0)
        self.assertSuggests("......", 1, 0, 2)

    def test_each_row_has_its_own_middle(self):
        self.assertSuggests("xx..xx\n   ...", 3, 1, 3)
        self.assertSuggests("xx...xxxx\n    ...", 3, 1, 4)

    def test_no_lone_seat_at_a_taken_seat_wall_or_aisle(self):
        self.assertSuggests("x...x\n..xxx", 2, 1, 0)
        self.assertSuggests("...xx\n..xxx", 2, 1, 0)
        self.assertSuggests("xx...\nxxx..", 2, 1, 3)
        self.assertSuggests("xx ... xx\n.. xxx xx", 2, 1, 0)

    def test_lone_seat_next_to_the_middle(self):
        self.assertSuggests(".....", 3, 0, 0)
        self.assertSuggests("xx.....xx", 1, 0, 4)
        self.assertSuggests("xx....xx", 2, 0, 2)

    def test_lone_seat_if_there_is_no_other_way(self):
        self.assertSuggests("xx...xx", 2, 0, 2)
        self.assertSuggests("...xxx\nxx...x", 2, 1, 2)

    def test_lone_seats_elsewhere_do_not_matter(self):
        self.assertSuggests(".x..x.", 2, 0, 2)
        self.assertSuggests("x.x....x.xx", 2, 0, 5)

    def test_whole_evening(self):
        hall = Hall(".... ....\n.... ....")
        sold = [sell(hall, size) for size in (2, 2, 3, 4, 2)]
        self.assertEqual(sold, [["A3", "A4"], ["A5", "A6"], ["B2", "B3", "B4"], ["B5", "B6", "B7", "B8"], ["A1", "A2"]])
