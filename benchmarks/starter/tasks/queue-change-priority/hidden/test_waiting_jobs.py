import unittest

from dispatch.joblist import load
from dispatch.jobqueue import JobQueue
from dispatch.worker import drain


def names(queue):
    return drain(queue, lambda name: None)


class WaitingJobsTest(unittest.TestCase):
    def test_less_urgent(self):
        queue = load("a, 1\nb, 2\nc, 3\n")
        queue.change_priority("a", 9)
        self.assertEqual(names(queue), ["b", "c", "a"])

    def test_changed_job_keeps_its_turn_among_equals(self):
        queue = load("a, 7\nb, 3\nc, 3\nd, 1\n")
        queue.change_priority("a", 3)
        queue.change_priority("d", 3)
        self.assertEqual(names(queue), ["a", "b", "c", "d"])

    def test_same_priority_again_changes_nothing(self):
        queue = load("a, 3\nb, 3\n")
        queue.change_priority("a", 3)
        self.assertEqual(names(queue), ["a", "b"])

    def test_changed_twice_comes_out_once(self):
        queue = load("a, 1\nb, 2\nc, 3\n")
        queue.change_priority("c", 0)
        queue.change_priority("c", 2)
        self.assertEqual(len(queue), 3)
        self.assertEqual(names(queue), ["a", "b", "c"])
        self.assertEqual(len(queue), 0)

    def test_cancelled_jobs_do_not_count(self):
        queue = load("a, 1\nb, 2\n")
        queue.cancel("b")
        queue.cancel("a")
        self.assertEqual(len(queue), 0)
        self.assertRaises(IndexError, queue.pop)

    def test_cancelled_name_can_be_pushed_again(self):
        queue = load("a, 1\nb, 2\n")
        queue.cancel("a")
        queue.push("a", 3)
        self.assertEqual(names(queue), ["b", "a"])

    def test_jobs_that_are_not_waiting(self):
        queue = load("a, 1\nb, 2\n")
        self.assertEqual(queue.pop(), "a")
        for name in ("a", "nobody"):
            self.assertRaises(KeyError, queue.change_priority, name, 4)
            self.assertRaises(KeyError, queue.cancel, name)
        self.assertNotIn("a", queue)
        self.assertEqual(names(queue), ["b"])

    def test_order_holds_after_many_changes(self):
        queue = JobQueue()
        for number in range(50):
            queue.push(f"job{number:02}", number % 7)
        for number in range(0, 50, 3):
            queue.change_priority(f"job{number:02}", number % 5)
        for number in range(0, 50, 11):
            queue.cancel(f"job{number:02}")
        rank = {n: n % 5 if n % 3 == 0 else n % 7 for n in range(50) if n % 11}
        self.assertEqual(names(queue), [f"job{n:02}" for n in sorted(rank, key=lambda n: (rank[n], n))])

    def test_handler_may_change_what_waits(self):
        queue = load("a, 1\nb, 2\nc, 3\n")
        self.assertEqual(drain(queue, lambda name: queue.cancel("b") if name == "a" else None), ["a", "c"])
