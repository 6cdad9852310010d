#!/usr/bin/env python3
"""Compares the trainer's word features with tests/ingest/word_features.tsv, which the C++ tests compare with the program's.

word_features.py FILE [--write]"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "train"))
import features  # noqa: E402

FORMS = ["Israel", "the", "U.S.", "NATO", "al-Qa'ida", "Türkiye’s", "n't", "1,234.50", "2014", "``", "''", "“", "—", "É", "İstanbul",
         "ΑΘΗΝΑΣ", "Москва", "中文", "😀", "e\u0301te", "ﬁnance", "x", "McDonald", "COVID-19", "http://a.b/c?d=1", "a" * 40, "Straße", "ǅ", "ß",
         "m\u00b2", "½", "٣", "…", "€5", "#tag", "O’Brien", "non-aligned"]


def main():
    lines = []
    for form in FORMS:
        combined = 0
        for value in features.subwords(form, 1 << 64):
            combined = features.hash64(value.to_bytes(8, "little"), combined)
        lines.append("\t".join([form, features.key(form), features.shape(form), f"{combined:016x}"]))
    text = "\n".join(lines) + "\n"
    path = Path(sys.argv[1])
    if "--write" in sys.argv:
        path.write_text(text, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != text:
        sys.exit("the trainer's word features are not those that the program was tested with")


main()
