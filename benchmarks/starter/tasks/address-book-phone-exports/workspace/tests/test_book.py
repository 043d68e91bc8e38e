import unittest

from rolodex import AddressBook, Contact, Entry
from rolodex.errors import ImportFailed, UnknownFormat
from rolodex.groups import mailing_list

TABLE = "name,phone,email\nAnn Weber,030/1234,ann@example.org\nBob,,bob@example.org\n"


class BookTest(unittest.TestCase):
    def test_loading_merges(self):
        book = AddressBook([Contact("ann weber", phones=[Entry("+49 30 1234")], categories=("work",))])
        self.assertEqual(book.load("people.csv", TABLE), 1)
        ann = book.find("weber")[0]
        self.assertEqual((len(ann.phones), len(ann.emails), ann.categories), (2, 1, ("work",)))
        self.assertEqual(mailing_list(book, "work"), ["ann weber <ann@example.org>"])

    def test_search(self):
        book = AddressBook([Contact("René Müller", phones=[Entry("(030) 99 88 77")])])
        self.assertEqual(len(book.find("rene muller")), 1)
        self.assertEqual(len(book.find("9988")), 1)
        self.assertEqual(book.find("rene smith"), [])

    def test_our_own_format_loses_nothing(self):
        book = AddressBook([Contact("Ann", phones=[Entry("1", ("home",))], organisation=("Us", "Lab"), note="é")])
        again = AddressBook()
        again.load("copy.json", book.save("copy.json"))
        self.assertEqual(list(again), list(book))

    def test_bad_files(self):
        with self.assertRaises(UnknownFormat):
            AddressBook().load("people.xls", "")
        with self.assertRaises(ImportFailed):
            AddressBook().load("people.json", "{")


if __name__ == "__main__":
    unittest.main()
