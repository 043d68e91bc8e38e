import unittest

from dispatch.joblist import load
from dispatch.jobqueue import JobQueue
from dispatch.worker import drain


def names(queue):
    return drain(queue, lambda name: None)


class JobQueueTest(unittest.TestCase):
    def test_lowest_number_first(self):
        self.assertEqual(names(load("backup, 5\nmail, 1\nreport, 3\n")), ["mail", "report", "backup"])

    def test_equal_priorities_keep_their_order(self):
        self.assertEqual(names(load("c\na\nb  # last\n")), ["c", "a", "b"])

    def test_names_are_unique(self):
        queue = JobQueue()
        queue.push("mail")
        self.assertRaises(ValueError, queue.push, "mail", 3)

    def test_change_priority(self):
        queue = load("backup, 5\nmail, 1\nreport, 3\n")
        queue.change_priority("backup", 0)
        self.assertEqual(len(queue), 3)
        self.assertEqual(names(queue), ["backup", "mail", "report"])

    def test_cancel(self):
        queue = load("backup, 5\nmail, 1\nreport, 3\n")
        queue.cancel("mail")
        self.assertNotIn("mail", queue)
        self.assertEqual(names(queue), ["report", "backup"])


if __name__ == "__main__":
    unittest.main()
