import unittest

from helmsman import Bot, Message


class QuotesTest(unittest.TestCase):
    def setUp(self):
        self.bot = Bot()
        self.calls = []

        @self.bot.command("note [WORDS...]", options=["title", "tag"])
        def note(context, words, **options):
            self.calls.append((words, options))
            return "ok"

    def words(self, line):
        reply = self.bot.receive(Message("ann", "general", "!note " + line))
        self.assertEqual(reply.text, "ok")
        return self.calls[-1][0]

    def options(self, line):
        self.words(line)
        return self.calls[-1][1]

    def refusal(self, line):
        reply = self.bot.receive(Message("ann", "general", line))
        self.assertTrue(reply.failed)
        return reply.text

    def test_plain_words_stay_as_they_were(self):
        self.assertEqual(self.words("  a  b=c\td\n e "), ["a", "b=c", "d", "e"])
        self.assertEqual(self.words(r"C:\temp\new a\ b"), [r"C:\temp\new", "a\\", "b"])

    def test_quotes_keep_words_together(self):
        self.assertEqual(self.words('"New  York" \'Los Angeles\' Rome'), ["New  York", "Los Angeles", "Rome"])
        self.assertEqual(self.words('"it\'s" \'say "cheese"\''), ["it's", 'say "cheese"'])

    def test_an_empty_word(self):
        self.assertEqual(self.words("a \"\" '' b"), ["a", "", "", "b"])

    def test_quotes_inside_a_word_are_ordinary(self):
        self.assertEqual(self.words("don't be 5'10\" o'clock a\"b"), ["don't", "be", "5'10\"", "o'clock", 'a"b'])

    def test_a_quote_ends_only_at_the_end_of_a_word(self):
        self.assertEqual(self.words("'don't do it' now"), ["don't do it", "now"])
        self.assertEqual(self.words('"a"b c" d'), ['a"b c', "d"])

    def test_escapes(self):
        self.assertEqual(self.words(r'"the \"best\" one" x'), ['the "best" one', "x"])
        self.assertEqual(self.words(r'"back\\" "C:\temp"'), ["back\\", r"C:\temp"])
        self.assertEqual(self.words(r"'no \ escapes\' here"), ["no \\ escapes\\", "here"])

    def test_quotes_of_phones(self):
        self.assertEqual(self.words('“New York” „Bad Ems“ "San Remo”'), ["New York", "Bad Ems", "San Remo"])

    def test_options(self):
        self.assertEqual(self.options('title="Big day" x tag=\'\''), {"title": "Big day", "tag": ""})
        self.assertEqual(self.options("title=“a = b”"), {"title": "a = b"})
        self.assertEqual(self.words('other="a b" 1+1="2 3"'), ["other=a b", '1+1="2', '3"'])

    def test_a_missing_end(self):
        self.assertEqual(self.refusal('!note "never ends'), "@ann I miss the closing quote")
        self.assertEqual(self.refusal('!note title="never "ends'), "@ann I miss the closing quote")
        self.assertEqual(self.calls, [])
        self.assertEqual(self.words("'tis the season"), ["'tis", "the", "season"])

    def test_the_poll(self):
        line = '!poll title=“Friday lunch” "Where to?" "The Crown" Bob\'s'
        reply = self.bot.receive(Message("ann", "general", line))
        self.assertEqual(reply.text, "Friday lunch by ann: Where to?\n  1. The Crown\n  2. Bob's")


if __name__ == "__main__":
    unittest.main()
