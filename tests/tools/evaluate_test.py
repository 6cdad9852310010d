#!/usr/bin/env python3
"""Tests of tools/evaluate/evaluate.py on small files whose scores were worked out by hand."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "evaluate"))
import evaluate  # noqa: E402


def line(number, form, upos, head, deprel, misc="_"):
    return f"{number}\t{form}\t{form.lower()}\t{upos}\t{upos}\t_\t{head}\t{deprel}\t_\t{misc}"


GOLD = "\n".join([
    "# newpar", line(1, "We", "PRON", 4, "nsubj"), "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_", line(2, "ca", "AUX", 4, "aux"),
    line(3, "n't", "PART", 4, "advmod"), line(4, "go", "VERB", 0, "root", "SpaceAfter=No"), line(5, ".", "PUNCT", 4, "punct"), "",
    line(1, "Oslo", "PROPN", 2, "nsubj", "Entity=B-LOC"), line(2, "waits", "VERB", 0, "root"), "", ""])


def score(gold, system):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("gold", gold), ("system", system)):
            Path(folder, name).write_text(text, encoding="utf-8")
        return evaluate.score(evaluate.read(Path(folder, "gold")), evaluate.read(Path(folder, "system")))


class Measures(unittest.TestCase):
    def test_a_file_agrees_with_itself(self):
        for name, value in score(GOLD, GOLD).items():
            self.assertEqual(value, 100, name)

    def test_one_wrong_head_label_and_tag_of_seven_words(self):
        wrong = GOLD.replace(line(1, "We", "PRON", 4, "nsubj"), line(1, "We", "PRON", 2, "nsubj"))
        result = score(GOLD, wrong)
        self.assertAlmostEqual(result["UAS"], 600 / 7)
        self.assertAlmostEqual(result["LAS"], 600 / 7)
        result = score(GOLD, GOLD.replace("AUX\tAUX\t_\t4\taux", "VERB\tAUX\t_\t4\tdep"))
        self.assertAlmostEqual(result["UAS"], 100)
        self.assertAlmostEqual(result["LAS"], 600 / 7)
        self.assertAlmostEqual(result["UPOS"], 600 / 7)

    def test_subtypes_of_relations_do_not_count(self):
        self.assertEqual(score(GOLD, GOLD.replace("\taux\t", "\taux:pass\t"))["LAS"], 100)

    def test_other_words_and_sentences(self):
        # "can't" as one word, and one sentence instead of two: 7 gold words of which 5 are found among 6.
        system = "\n".join([line(1, "We", "PRON", 3, "nsubj"), line(2, "can't", "AUX", 3, "aux"),
                            line(3, "go", "VERB", 0, "root", "SpaceAfter=No"), line(4, ".", "PUNCT", 3, "punct"),
                            line(5, "Oslo", "PROPN", 6, "nsubj"), line(6, "waits", "VERB", 3, "parataxis"), "", ""])
        result = score(GOLD, system)
        self.assertEqual(result["tokens"], 100)
        self.assertEqual(result["sentences"], 0)
        self.assertAlmostEqual(result["words"], 200 * 5 / (7 + 6))
        self.assertAlmostEqual(result["UAS"], 200 * 4 / (7 + 6))  # "waits" hangs on "go" instead of the root.

    def test_entities_need_span_and_type(self):
        self.assertEqual(score(GOLD, GOLD.replace("B-LOC", "B-ORG"))["entities"], 0)
        self.assertEqual(score(GOLD, GOLD.replace("B-LOC", "I-LOC"))["entities"], 100)
        self.assertEqual(score(GOLD, GOLD.replace("Entity=B-LOC", "_"))["entities"], 0)

    def test_iob_files(self):
        iob = "# a\n1\tOslo\tB-LOC\n2\twaits\tO\n\n1\tNATO\tB-ORG\n2\tHQ\tI-ORG\n\n"
        self.assertEqual(score(iob, iob)["entities"], 100)
        self.assertAlmostEqual(score(iob, iob.replace("2\tHQ\tI-ORG", "2\tHQ\tO"))["entities"], 50)

    def test_files_of_different_texts_are_refused(self):
        with self.assertRaisesRegex(SystemExit, "differ at character 0, 'We"):
            score(GOLD, GOLD.replace("We", "He"))


unittest.main()
