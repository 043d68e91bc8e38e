import unittest

from kiln import MemoryFiles, Session
from kiln.errors import ActionFailed, NoRule
from kiln.history import History

RULES = """
strip-comments schema.sql -> schema.min
strip-comments seed.sql -> seed.min
concat schema.min seed.min -> database.sql
replace[from=create,to=CREATE] database.sql -> loud.sql
group all: loud.sql words.txt
sort schema.min -> words.txt
"""
SOURCES = {"schema.sql": "create t; -- table\ncreate u;\n", "seed.sql": "insert 1;\n"}
ALL = ("schema.min", "seed.min", "database.sql", "loud.sql", "words.txt")


class EarlyStopTest(unittest.TestCase):
    def setUp(self):
        self.files = MemoryFiles(SOURCES)
        self.history = History()
        self.session = Session(RULES, self.files, self.history)
        self.first = self.session.build("all")

    def build(self, goal="all", rules=RULES, **actions):
        result = Session(rules, self.files, self.history, actions).build(goal)
        return result.ran, result.kept

    def test_the_first_build_and_the_second(self):
        self.assertEqual((self.first.ran, self.first.kept), (ALL, ()))
        self.assertEqual(self.build(), ((), ALL))

    def test_a_change_that_comes_to_nothing_stops_early(self):
        self.files.write("schema.sql", SOURCES["schema.sql"] + "-- a remark\n")
        self.assertEqual(self.build(), (("schema.min",), ALL[1:]))
        self.assertEqual(self.build(), ((), ALL))

    def test_a_change_that_matters_goes_all_the_way(self):
        self.files.write("schema.sql", "create v;\n")
        self.assertEqual(self.build(), (("schema.min", "database.sql", "loud.sql", "words.txt"), ("seed.min",)))
        self.assertEqual(self.files.read("loud.sql"), "CREATE v;\ninsert 1;\n")

    def test_each_branch_stops_where_it_can(self):
        self.files.write("schema.sql", "create u;\ncreate t;\n")
        ran, kept = self.build()
        self.assertEqual(ran, ("schema.min", "database.sql", "loud.sql", "words.txt"))
        self.files.write("schema.sql", "create t;\ncreate u;\ncreate t;\n")
        rules = RULES + "concat words.txt -> copy.txt\n"
        self.build("copy.txt", rules)
        self.files.write("schema.sql", "create t;\ncreate u;\n")
        self.assertEqual(self.build("copy.txt", rules), (("schema.min", "words.txt"), ("copy.txt",)))

    def test_a_deleted_file_is_made_again_without_its_readers(self):
        self.files.delete("schema.min")
        self.assertEqual(self.build(), (("schema.min",), ALL[1:]))

    def test_a_changed_recipe_runs(self):
        rules = RULES.replace("replace[from=create,to=CREATE]", "replace[from=insert,to=INSERT]")
        self.assertEqual(self.build(rules=rules)[0], ("loud.sql",))
        self.assertIn("INSERT", self.files.read("loud.sql"))

    def test_after_a_failure_the_rest_is_caught_up(self):
        def fails(texts, settings):
            raise ActionFailed("no paper")

        self.files.write("seed.sql", "insert 2;\n")
        with self.assertRaises(ActionFailed):
            self.build(replace=fails)
        self.assertEqual(self.build(), (("loud.sql",), ("schema.min", "seed.min", "database.sql", "words.txt")))
        self.assertIn("insert 2", self.files.read("loud.sql"))

    def test_readers_of_a_group_stop_too(self):
        rules = RULES + "concat all -> bundle.txt\n"
        self.assertEqual(self.build("bundle.txt", rules)[0], ("bundle.txt",))
        self.files.write("seed.sql", "\n\ninsert 1;\n")
        self.assertEqual(self.build("bundle.txt", rules)[0], ("seed.min",))
        self.files.write("seed.sql", "insert 3;\n")
        self.assertEqual(self.build("bundle.txt", rules)[0], ("seed.min", "database.sql", "loud.sql", "bundle.txt"))

    def test_the_preview_still_names_all_that_could_run(self):
        self.files.write("seed.sql", "insert 1;\n-- more\n")
        named = [line.split()[0] for line in self.session.preview("all").splitlines()]
        self.assertEqual(named, ["seed.min", "database.sql", "loud.sql"])
        self.assertEqual(self.files.read("seed.min"), "insert 1;\n")

    def test_goals_that_nobody_knows(self):
        with self.assertRaises(NoRule):
            self.build("nothing.txt")


if __name__ == "__main__":
    unittest.main()
