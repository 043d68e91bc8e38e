import unittest

from turnstile import Decision, Limiter, ManualClock, read_policies
from turnstile.errors import ConfigError, TooMany, UnknownPolicy
from turnstile.gate import gate
from turnstile.headers import fields
from turnstile.keys import first_argument, network_of

POLICIES = """
api: 10 per 5 seconds            # a bucket
login: 3 per minute as window
sms: 2 / 10 minutes as log
"""


class LimiterTest(unittest.TestCase):
    def setUp(self):
        self.clock = ManualClock(100)
        self.limiter = Limiter(read_policies(POLICIES), self.clock)

    def test_bucket(self):
        self.assertEqual(self.limiter.check("api", "ann", 8), Decision(True, 2, 0.0))
        self.assertEqual(self.limiter.check("api", "ann", 4), Decision(False, 2, 1.0))
        self.assertTrue(self.limiter.check("api", "bob", 4))
        self.clock.advance(1)
        self.assertEqual(self.limiter.check("api", "ann", 4), Decision(True, 0, 0.0))

    def test_window(self):
        for _ in range(3):
            self.assertTrue(self.limiter.check("login", "ann"))
        self.clock.advance(20)
        self.assertEqual(self.limiter.check("login", "ann").retry_after, 40)
        self.clock.advance(40)
        self.assertTrue(self.limiter.check("login", "ann"))

    def test_log(self):
        self.limiter.check("sms", "ann")
        self.clock.advance(500)
        self.limiter.check("sms", "ann")
        self.assertEqual(self.limiter.check("sms", "ann"), Decision(False, 0, 100.0))
        self.clock.advance(100)
        self.assertTrue(self.limiter.check("sms", "ann"))

    def test_metrics_and_sweeping(self):
        for _ in range(4):
            self.limiter.check("login", "ann")
        self.assertEqual(self.limiter.metrics.lines(), ["login allowed=3 refused=1"])
        self.assertEqual((len(self.limiter), self.limiter.sweep()), (1, 0))
        self.clock.advance(60)
        self.assertEqual((self.limiter.sweep(), len(self.limiter)), (1, 0))

    def test_peek_uses_nothing_up(self):
        self.limiter.check("api", "ann", 7)
        for _ in range(5):
            self.assertEqual(self.limiter.peek("api", "ann", 3), Decision(True, 0, 0.0))
        self.assertEqual(self.limiter.peek("api", "ann", 4), Decision(False, 3, 0.5))
        self.assertEqual(self.limiter.check("api", "ann", 3), Decision(True, 0, 0.0))

    def test_peek_is_not_counted(self):
        self.limiter.peek("login", "ann")
        self.assertEqual(self.limiter.metrics.lines(), [])

    def test_unknown_policy(self):
        with self.assertRaises(UnknownPolicy):
            self.limiter.check("nothing", "ann")

    def test_gate(self):
        send = gate(self.limiter, "sms", first_argument)(lambda who, text: f"{text} to {who}")
        self.assertEqual(send("ann", "hi"), "hi to ann")
        send("ann", "hi")
        with self.assertRaisesRegex(TooMany, "too many of sms for ann, try again in 600.0 s"):
            send("ann", "hi")

    def test_headers(self):
        policy = self.limiter.policy("sms")
        self.assertEqual(fields(policy, Decision(False, 0, 1.2))["Retry-After"], "2")

    def test_config_errors(self):
        with self.assertRaisesRegex(ConfigError, "line 2"):
            read_policies("a: 1 per second\nb: often")

    def test_networks(self):
        self.assertEqual(network_of("2001:db8::1:2"), "2001:db8::/64")


if __name__ == "__main__":
    unittest.main()
