import unittest

from inifile.errors import ConfigError
from inifile.reader import parse
from inifile.settings import Settings

EXAMPLE = """
# the web server
[server]
host = example.org
port = 8080
start = http://example.org/help;v=2/#top
; not yet
debug = off

[ mail ]
from=me@example.org
"""


class ReaderTest(unittest.TestCase):
    def test_sections(self):
        sections = parse(EXAMPLE)
        self.assertEqual(sorted(sections), ["mail", "server"])
        self.assertEqual(sections["mail"], {"from": "me@example.org"})

    def test_signs_inside_a_word(self):
        self.assertEqual(parse(EXAMPLE)["server"]["start"], "http://example.org/help;v=2/#top")

    def test_types(self):
        settings = Settings(EXAMPLE)
        self.assertEqual(settings.number("server", "port"), 8080)
        self.assertIs(settings.switch("server", "debug", default=True), False)

    def test_errors_name_the_line(self):
        for text in ("[a]\n\nnonsense\n", "\n\n[a\n", "# x\n\nkey = 1\n"):
            with self.assertRaises(ConfigError) as caught:
                parse(text)
            self.assertEqual(caught.exception.line, 3)


if __name__ == "__main__":
    unittest.main()
