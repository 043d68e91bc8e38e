import unittest

from minisql import QueryError, Table, query

DATABASE = {
    "customers": Table(["id", "name", "city"], [(1, "Ada", "Ulm"), (2, "Bo", "Kiel"), (3, "Cy", None)]),
    "orders": Table(["id", "customer", "total"], [(10, 1, 40), (11, 2, 15), (12, 1, 5)]),
}


def rows(statement):
    return query(DATABASE, statement).rows


class SelectTest(unittest.TestCase):
    def test_where_and_order(self):
        found = rows("SELECT name FROM customers WHERE city IS NOT NULL ORDER BY name DESC")
        self.assertEqual(found, [("Bo",), ("Ada",)])

    def test_unknown_is_not_true(self):
        self.assertEqual(rows("select id from customers where not city = 'Ulm'"), [(2,)])

    def test_group(self):
        found = query(DATABASE, "SELECT customer, SUM(total) AS s FROM orders GROUP BY customer ORDER BY customer")
        self.assertEqual((found.columns, found.rows), (["customer", "s"], [(1, 45), (2, 15)]))

    def test_count_of_nothing(self):
        self.assertEqual(rows("SELECT COUNT(*), MAX(total) FROM orders WHERE total > 99"), [(0, None)])

    def test_unknown_column(self):
        with self.assertRaises(QueryError):
            rows("SELECT nope FROM orders")


class JoinTest(unittest.TestCase):
    def test_inner_join_with_condition_on_one_table(self):
        statement = "SELECT c.name, o.id FROM customers c JOIN orders o ON o.customer = c.id WHERE o.total > 10"
        self.assertEqual(rows(statement), [("Ada", 10), ("Bo", 11)])

    def test_left_join_counts(self):
        statement = """
            SELECT customers.name, COUNT(orders.id) AS n
            FROM customers LEFT JOIN orders ON orders.customer = customers.id
            GROUP BY customers.name ORDER BY customers.name
        """
        self.assertEqual(rows(statement), [("Ada", 2), ("Bo", 1), ("Cy", 0)])


if __name__ == "__main__":
    unittest.main()
