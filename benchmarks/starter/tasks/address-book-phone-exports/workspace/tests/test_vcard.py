import datetime
import unittest

from rolodex import Address, Contact, Entry, vcard
from rolodex.errors import ImportFailed


def card(*lines, end="\r\n"):
    return end.join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def first(*lines, **more):
    return vcard.read(card(*lines, **more))[0]


class ReadTest(unittest.TestCase):
    def test_a_plain_card(self):
        found = first("N:Weber;Ann;;Dr.;", "FN:Dr. Ann Weber", "TEL;TYPE=home:+49 30 1234", "BDAY:1980-02-29",
                      "EMAIL:ann@example.org", "ADR;TYPE=work:;;Main St 1;Bonn;;53111;Germany", "X-ODD:thing", end="\n")
        self.assertEqual(found, Contact(
            "Dr. Ann Weber", "Weber", "Ann", [Entry("+49 30 1234", ("home",))], [Entry("ann@example.org")],
            [Address("Main St 1", "Bonn", "", "53111", "Germany", ("work",))], birthday=datetime.date(1980, 2, 29)))

    def test_several_cards(self):
        self.assertEqual([c.full_name for c in vcard.read(card("FN:Ann") + card("N:Bo;Al"))], ["Ann", "Al Bo"])

    def test_folded_lines(self):
        found = first("FN:Ann", "NOTE:This is a lo", " ng note\\, folded", "\ttwice")
        self.assertEqual(found.note, "This is a long note, foldedtwice")

    def test_escaped_separators(self):
        found = first("N:Weber\\; Sons;Ann;;;", "FN:x", "CATEGORIES:food\\, drink,friends")
        self.assertEqual((found.family, found.given), ("Weber; Sons", "Ann"))
        self.assertEqual(found.categories, ("food, drink", "friends"))

    def test_several_types(self):
        found = first("FN:Ann", "TEL;TYPE=HOME,voice:1", "TEL;WORK;PREF:2")
        self.assertEqual([entry.labels for entry in found.phones], [("home", "voice"), ("work", "pref")])

    def test_names_of_groups(self):
        self.assertEqual(first("FN:Ann", "item1.TEL:1").phones, [Entry("1")])

    def test_errors(self):
        for text, message in [("FN:x\n", "line 1: FN stands outside"), ("BEGIN:VCARD\n", "has no end"),
                              (card("FN:x", "nonsense"), "line 4"), (card(), "line 3")]:
            with self.assertRaisesRegex(ImportFailed, message):
                vcard.read(text)


class WriteTest(unittest.TestCase):
    def test_a_card(self):
        contact = Contact("Ann; Weber", "Weber", "Ann", [Entry("1", ("home", "fax"))], note="a\nb, c")
        lines = vcard.write([contact]).split("\r\n")
        self.assertEqual(lines, ["BEGIN:VCARD", "VERSION:3.0", "FN:Ann\\; Weber", "N:Weber;Ann;;;",
                                 "TEL;TYPE=home,fax:1", "NOTE:a\\nb\\, c", "END:VCARD", ""])

    def test_long_lines_are_folded(self):
        lines = vcard.write([Contact("Ann", note="x" * 100)]).split("\r\n")
        self.assertEqual(lines[4:6], ["NOTE:" + "x" * 70, " " + "x" * 30])


if __name__ == "__main__":
    unittest.main()
