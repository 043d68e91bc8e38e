import datetime
import unittest

from rolodex import Address, AddressBook, Contact, Entry, vcard
from rolodex.errors import ImportFailed


def first(*lines, end="\r\n"):
    return vcard.read(end.join(["BEGIN:VCARD", "VERSION:3.0", "FN:x", *lines, "END:VCARD", ""]))[0]


class ReadTest(unittest.TestCase):
    def test_unfolding_removes_one_character_only(self):
        self.assertEqual(first("NOTE:two", "  spaces and", " \ta tab").note, "two spaces and\ta tab")
        self.assertEqual(first("NOTE:a\\", " nb", end="\n").note, "a\nb")
        self.assertEqual(first("TEL;TY", " PE=home:12", " 34").phones, [Entry("1234", ("home",))])

    def test_escapes_are_read_from_left_to_right(self):
        self.assertEqual(first("NOTE:C:\\\\new\\\\,\\;\\N\\n\\\\\\n").note, "C:\\new\\,;\n\n\\\n")

    def test_separators_behind_backslashes(self):
        found = first("ORG:Salt\\; Pepper\\, Ltd;A\\\\;B", "N:a\\\\;b\\;c;d")
        self.assertEqual(found.organisation, ("Salt; Pepper, Ltd", "A\\", "B"))
        self.assertEqual((found.family, found.given), ("a\\", "b;c"))

    def test_an_address(self):
        found = first("ADR;TYPE=home:;Flat 2\\; left;Main St 1\\nBack yard;Bonn\\, Beuel;;53111;Germany").addresses
        self.assertEqual(found, [Address("Flat 2; left\nMain St 1\nBack yard", "Bonn, Beuel", "", "53111", "Germany",
                                         ("home",))])

    def test_parameters(self):
        found = first('tel;type="work,cell";TYPE=Pref;X-NOTE="a:b;c,d":+1',
                      "item12.EMAIL;INTERNET;CHARSET=UTF-8:a@b", "TEL:2")
        self.assertEqual(found.phones, [Entry("+1", ("work", "cell", "pref")), Entry("2")])
        self.assertEqual(found.emails, [Entry("a@b", ("internet",))])

    def test_errors_name_the_line_where_a_property_begins(self):
        with self.assertRaisesRegex(ImportFailed, "line 6"):
            first("NOTE:a", " b", "BDAY:2001-13-0", " 1")


class WriteTest(unittest.TestCase):
    def lines(self, contact):
        text = vcard.write([contact])
        self.assertTrue(text.endswith("\r\n"))
        return text.split("\r\n")[:-1]

    def test_short_lines_stay_whole(self):
        self.assertIn("NOTE:" + "x" * 70, self.lines(Contact("Ann", note="x" * 70)))
        self.assertIn("NOTE:" + "é" * 35, self.lines(Contact("Ann", note="é" * 35)))

    def test_lines_are_measured_in_octets(self):
        for note in ("é" * 200, "x" + "é" * 200, "日本" * 90, "a😀" * 60, "xy " * 90):
            contact = Contact("Ann", note=note)
            lines = self.lines(contact)
            self.assertTrue(all(len(line.encode("utf-8")) <= 75 for line in lines))
            folded = [line for line in lines if line.startswith(("NOTE", " "))]
            self.assertTrue(all(len(line.encode("utf-8")) > 71 for line in folded[:-1]))
            self.assertEqual(vcard.read(vcard.write([contact])), [contact])

    def test_round_trip(self):
        contacts = [
            Contact("Ann; Weber, Dr.", "Weber\\", "Ann;", [Entry("+49 30 1", ("home", "cell"))], [Entry("a@b")],
                    [Address("Flat 2\nMain St; 1", "Bonn", "", "53111", "Germany", ("work",))],
                    ("Salt, Pepper; Co", "Lab\\new"), datetime.date(1980, 2, 29), ("a,b", "c"), "x\\n y\n" * 30),
            Contact("Bob"),
        ]
        self.assertEqual(vcard.read(vcard.write(contacts)), contacts)
        book = AddressBook()
        self.assertEqual(book.load("all.vcf", vcard.write(contacts)), 2)


if __name__ == "__main__":
    unittest.main()
