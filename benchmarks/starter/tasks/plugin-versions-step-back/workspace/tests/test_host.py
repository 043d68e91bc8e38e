import unittest

from plughub import Catalog, Host, lockfile
from plughub.errors import StartError


class Greeter:
    def __init__(self, name, log, fails=False):
        self.name, self.log, self.fails = name, log, fails

    def start(self, hooks):
        if self.fails:
            raise RuntimeError("no coffee")
        hooks.on("greet", lambda: f"hello from {self.name}", self.name)
        self.log.append(f"+{self.name}")

    def stop(self):
        self.log.append(f"-{self.name}")


def host(log, fails=False):
    texts = ["name: a\nversion: 1.0\nrequires: b", "name: b\nversion: 2.1"]
    factories = {"a": lambda: Greeter("a", log, fails), "b": lambda: Greeter("b", log)}
    return Host(Catalog.from_texts(texts), factories)


class HostTest(unittest.TestCase):
    def test_start_and_stop(self):
        log = []
        running = host(log)
        running.load("a")
        self.assertEqual(running.hooks.call("greet"), ["hello from b", "hello from a"])
        running.unload()
        self.assertEqual(log, ["+b", "+a", "-a", "-b"])
        self.assertEqual(running.hooks.call("greet"), [])

    def test_a_plugin_that_does_not_start(self):
        log = []
        with self.assertRaisesRegex(StartError, "a 1.0 did not start: no coffee"):
            host(log, fails=True).load("a")
        self.assertEqual(log, ["+b", "-b"])

    def test_lock(self):
        resolution = host([]).load("a")
        text = lockfile.dump(resolution.order)
        self.assertEqual([str(request) for request in lockfile.load(text)], ["a ==1.0", "b ==2.1"])
        self.assertEqual(lockfile.changes(resolution.order, resolution.order[:1]), ["- a 1.0"])


if __name__ == "__main__":
    unittest.main()
