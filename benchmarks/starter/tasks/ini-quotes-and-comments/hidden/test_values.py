import unittest

from inifile.errors import ConfigError
from inifile.reader import parse
from inifile.settings import Settings


def value(line):
    return parse("[s]\n" + line + "\n")["s"]["key"]


class ValuesTest(unittest.TestCase):
    def test_comment_after_a_value(self):
        self.assertEqual(value("key = 30   # seconds"), "30")
        self.assertEqual(value("key = two words ; and a remark"), "two words")
        self.assertEqual(value("key = 30\t#seconds # or minutes"), "30")

    def test_sign_inside_a_word_is_no_comment(self):
        self.assertEqual(value("key = a#b;c # d"), "a#b;c")

    def test_comment_instead_of_a_value(self):
        self.assertEqual(value("key = # not set"), "")
        self.assertEqual(Settings("[s]\nkey =  ; none\n").number("s", "key", default=4), 4)

    def test_quoted_value(self):
        self.assertEqual(value('key = "  two # words ; here  "'), "  two # words ; here  ")
        self.assertEqual(value('key = ""'), "")
        self.assertEqual(value('key="a = b"'), "a = b")

    def test_comment_after_a_quoted_value(self):
        self.assertEqual(value('key = "#ff8800"  # orange'), "#ff8800")
        self.assertEqual(value('key = "a" ; not "b"'), "a")

    def test_escapes(self):
        self.assertEqual(value(r'key = "say \"hi\" # now"'), 'say "hi" # now')
        self.assertEqual(value(r'key = "C:\\new\table"'), r"C:\new\table")
        self.assertEqual(value(r'key = "ends with \\" # x'), "ends with \\")

    def test_quotes_elsewhere_mean_nothing(self):
        self.assertEqual(value('key = the "old" way'), 'the "old" way')
        self.assertEqual(value(r"key = C:\\share\x"), r"C:\\share\x")

    def test_bad_quotes(self):
        for line in ('key = "no end', r'key = "no end\"', 'key = "a" b', 'key = "no end # "x" y'):
            with self.assertRaises(ConfigError) as caught:
                parse("[s]\nother = 1\n" + line + "\n")
            self.assertEqual(caught.exception.line, 3)
