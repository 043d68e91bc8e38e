import unittest

from turnstile import Decision, Limiter, ManualClock, read_policies
from turnstile.errors import UnknownPolicy

POLICIES = "api: 10 per 5 seconds\nlogin: 3 per minute as window\nsms: 2 per 10 minutes as log\n"


class PeekTest(unittest.TestCase):
    def setUp(self):
        self.clock = ManualClock(50)
        self.limiter = Limiter(read_policies(POLICIES), self.clock)

    def test_it_says_what_check_would_say(self):
        for policy in ("api", "login", "sms"):
            for cost in (1, 2, 1, 3, 12, 1, 1):
                peeked = self.limiter.peek(policy, "ann", cost)
                self.assertEqual(peeked, self.limiter.check(policy, "ann", cost))
                self.clock.advance(0.25)

    def test_all_kinds_are_left_alone(self):
        for policy in ("api", "login", "sms"):
            self.limiter.check(policy, "ann")
            before = self.limiter.peek(policy, "ann")
            for _ in range(30):
                self.limiter.peek(policy, "ann")
                self.limiter.peek(policy, "ann", 50)
            self.assertEqual(self.limiter.check(policy, "ann"), before)

    def test_strangers_stay_strangers(self):
        self.assertEqual(self.limiter.peek("login", "bob"), Decision(True, 2, 0.0))
        self.assertEqual(self.limiter.peek("sms", "bob", 3), Decision(False, 2, float("inf")))
        self.assertEqual(len(self.limiter), 0)
        self.assertEqual(self.limiter.sweep(), 0)

    def test_a_window_does_not_begin_with_a_peek(self):
        self.limiter.peek("login", "ann")
        self.clock.advance(30)
        self.limiter.check("login", "ann", 3)
        self.clock.advance(45)
        self.assertEqual(self.limiter.check("login", "ann"), Decision(False, 0, 15.0))

    def test_time_passes_for_peeks(self):
        self.limiter.check("login", "ann", 3)
        self.assertFalse(self.limiter.peek("login", "ann"))
        self.clock.advance(60)
        self.assertEqual(self.limiter.peek("login", "ann"), Decision(True, 2, 0.0))
        self.assertEqual(self.limiter.check("login", "ann", 3), Decision(True, 0, 0.0))

    def test_nothing_is_counted(self):
        self.limiter.check("sms", "ann")
        for _ in range(2500):
            self.limiter.peek("sms", "ann")
        self.assertEqual(self.limiter.metrics.lines(), ["sms allowed=1 refused=0"])

    def test_the_same_errors(self):
        with self.assertRaises(UnknownPolicy):
            self.limiter.peek("nothing", "ann")
        with self.assertRaises(ValueError):
            self.limiter.peek("api", "ann", 0)
        self.assertEqual(len(self.limiter), 0)


if __name__ == "__main__":
    unittest.main()
