import unittest

from minisql import Table, query


def database():
    return {
        "customers": Table(["id", "name", "region"], [
            (1, "Ada", 7), (2, "Bo", None), (3, "Cy", 8), (4, "Di", 9),
        ]),
        "orders": Table(["id", "customer", "total", "state"], [
            (10, 3, 40, "paid"), (11, 1, 15, "open"), (12, 1, 5, "paid"), (13, None, 99, "paid"),
        ]),
        "regions": Table(["code", "title"], [(7, "South"), (8, "North"), (None, "Nowhere")]),
        "refunds": Table(["order_id", "amount"], [(12, 5)]),
        "notes": Table(["customer", "words"]),
    }


def rows(statement):
    return query(database(), statement).rows


class LeftJoinTest(unittest.TestCase):
    def test_unmatched_rows_stay_in_place(self):
        found = rows("SELECT name, o.id FROM customers LEFT JOIN orders o ON o.customer = customers.id")
        self.assertEqual(found, [("Ada", 11), ("Ada", 12), ("Bo", None), ("Cy", 10), ("Di", None)])

    def test_where_null_finds_those_without(self):
        found = rows("SELECT c.name FROM customers c LEFT JOIN orders o ON o.customer = c.id WHERE o.id IS NULL")
        self.assertEqual(found, [("Bo",), ("Di",)])

    def test_where_on_the_right_table_is_applied_after_joining(self):
        join = "SELECT c.name, o.id FROM customers c LEFT JOIN orders o ON o.customer = c.id "
        self.assertEqual(rows(join + "WHERE o.state = 'paid'"), [("Ada", 12), ("Cy", 10)])
        self.assertEqual(rows(join + "WHERE c.id > 1 AND NOT o.state = 'open'"), [("Cy", 10)])

    def test_on_may_restrict_the_right_table(self):
        found = rows("""
            SELECT c.name, o.id FROM customers c LEFT JOIN orders o ON o.customer = c.id AND o.state = 'open'
        """)
        self.assertEqual(found, [("Ada", 11), ("Bo", None), ("Cy", None), ("Di", None)])

    def test_on_may_restrict_the_left_table_without_dropping_rows(self):
        found = rows("SELECT c.name, o.id FROM customers c LEFT JOIN orders o ON o.customer = c.id AND c.id > 1")
        self.assertEqual(found, [("Ada", None), ("Bo", None), ("Cy", 10), ("Di", None)])

    def test_null_keys_match_nothing(self):
        found = rows("SELECT name, title FROM customers LEFT JOIN regions ON region = code")
        self.assertEqual(found, [("Ada", "South"), ("Bo", None), ("Cy", "North"), ("Di", None)])

    def test_empty_right_table(self):
        found = query(database(), """
            select * from customers c left outer join notes n on n.customer = c.id where c.id < 3
        """)
        self.assertEqual(found.columns, ["id", "name", "region", "customer", "words"])
        self.assertEqual(found.rows, [(1, "Ada", 7, None, None), (2, "Bo", None, None, None)])

    def test_chain_of_left_joins(self):
        found = rows("""
            SELECT c.name, o.id, r.amount FROM customers c
            LEFT JOIN orders o ON o.customer = c.id
            LEFT OUTER JOIN refunds r ON r.order_id = o.id
            WHERE r.amount IS NULL ORDER BY c.name
        """)
        self.assertEqual(found, [("Ada", 11, None), ("Bo", None, None), ("Cy", 10, None), ("Di", None, None)])

    def test_both_sorts_of_joins(self):
        found = rows("""
            SELECT c.name, o.id, g.title FROM customers c
            LEFT JOIN orders o ON o.customer = c.id
            INNER JOIN regions g ON g.code = c.region WHERE g.code > 7
        """)
        self.assertEqual(found, [("Cy", 10, "North")])

    def test_counting(self):
        found = rows("""
            SELECT c.name, COUNT(*), COUNT(o.id), SUM(o.total) FROM customers c
            LEFT JOIN orders o ON o.customer = c.id GROUP BY c.name ORDER BY COUNT(o.id) DESC, c.name
        """)
        self.assertEqual(found, [("Ada", 2, 2, 20), ("Cy", 1, 1, 40), ("Bo", 1, 0, None), ("Di", 1, 0, None)])


if __name__ == "__main__":
    unittest.main()
