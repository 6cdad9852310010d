"""From sentences to batches."""

import collections

import numpy
import torch

import features

ENTITY_TYPES = ["PER", "LOC", "ORG", "NORP", "EVENT", "MISC"]
ENTITY_LABELS = ["O"] + [p + t for t in ENTITY_TYPES for p in ("B-", "I-")]

GOLD = ("upos", "xpos", "lemma", "deprel", "entity", "head")


def lemma_rule(form, lemma):
    """How the lemma comes from the form: keep or lower the case, cut so many letters, add these; or the lemma itself."""
    for kind, base in (("=", form), ("l", form.lower())):
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        if common == len(base) == len(lemma):
            return f"{kind}0:"
    base = form.lower() if form.lower()[:1] == lemma[:1] else form
    kind = "l" if base is not form else "="
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    return f"{kind}{len(base) - common}:{lemma[common:]}"


def apply_lemma_rule(form, rule):
    base = form.lower() if rule[0] == "l" else form
    cut, _, add = rule[1:].partition(":")
    return base[:len(base) - int(cut)] + add


class Labels:
    """Label inventories, from the training data; rare lemma rules fall back on the lower-case form."""

    def __init__(self, sentences):
        counts = {name: collections.Counter() for name in ("upos", "xpos", "deprel", "lemma")}
        for sentence in sentences:
            for word in sentence.words:
                counts["upos"][word.upos] += 1
                counts["xpos"][word.xpos] += 1
                counts["deprel"][word.deprel] += 1
                counts["lemma"][lemma_rule(word.form, word.lemma)] += 1
        least = {"upos": 1, "xpos": 1, "deprel": 3, "lemma": 4}
        self.names = {name: sorted(label for label, n in counter.items() if n >= least[name])
                      for name, counter in counts.items()}
        self.names["entity"] = ENTITY_LABELS
        self.index = {name: {label: i for i, label in enumerate(labels)} for name, labels in self.names.items()}


class Encoder:
    """Turns words into numbers; remembers what it knows of each form."""

    def __init__(self, labels, word_keys, word_counts, glove_keys, buckets):
        self.labels, self.buckets = labels, buckets
        self.word_index = {key: i + 1 for i, key in enumerate(word_keys)}  # 0: unknown
        self.drop = torch.tensor([0.0] + [0.2 / (0.2 + word_counts[key] ** 0.5) for key in word_keys])
        self.glove_index = {key: i + 1 for i, key in enumerate(glove_keys)}  # 0: unknown, a vector of zeros
        self.known = {}

    def form(self, form):
        if form not in self.known:
            key = features.key(form)
            self.known[form] = (self.word_index.get(key, 0), self.glove_index.get(key, 0),
                                numpy.array(features.subwords(form, self.buckets)))
        return self.known[form]

    def sentence(self, sentence):
        """Numbers of a sentence, kept with it: forms, and gold labels as int16 rows (-1 where unknown)."""
        if sentence.numbers is None:
            index, words = self.labels.index, sentence.words
            lower_rule = index["lemma"]["l0:"]
            entities = [index["entity"][e] for e in sentence.entities] if sentence.entities is not None else [-1] * len(words)
            sentence.numbers = numpy.array([
                [index["upos"].get(w.upos, -1) for w in words],
                [index["xpos"].get(w.xpos, -1) for w in words],
                [index["lemma"].get(lemma_rule(w.form, w.lemma), lower_rule) for w in words],
                [index["deprel"].get(w.deprel, -1) for w in words],
                entities,
                [w.head for w in words]], numpy.int16)
        return sentence.numbers

    def batch(self, sentences):
        count = len(sentences)
        lengths = [len(s.words) for s in sentences]
        time = max(lengths)
        types, type_list = {}, []
        type_ids = numpy.zeros((count, time), numpy.int64)
        gold = numpy.full((len(GOLD), count, time), -1, numpy.int64)
        for b, sentence in enumerate(sentences):
            gold[:, b, :lengths[b]] = self.sentence(sentence)
            row = []
            for word in sentence.words:
                number = types.get(word.form)
                if number is None:
                    number = types[word.form] = len(type_list)
                    type_list.append(self.form(word.form))
                row.append(number)
            type_ids[b, :lengths[b]] = row
        offsets = numpy.cumsum([0] + [len(rows) for _, _, rows in type_list[:-1]])
        lengths = torch.tensor(lengths)
        positions = torch.arange(time + 1)
        mask = positions[None, :time] < lengths[:, None]
        words = torch.tensor([w for w, _, _ in type_list])[torch.from_numpy(type_ids)].masked_fill(~mask, 0)
        return {"lengths": lengths, "type": torch.from_numpy(type_ids), "word": words, "word_drop": self.drop[words],
                "type_glove": torch.tensor([g for _, g, _ in type_list]),
                "subwords": torch.from_numpy(numpy.concatenate([rows for _, _, rows in type_list])),
                "subword_offsets": torch.from_numpy(offsets),
                "no_head": positions[None] > lengths[:, None], "mask": mask,
                "gold": dict(zip(GOLD, torch.from_numpy(gold)))}


def batches(sentences, words_per_batch, generator=None):
    """Sentences of like length together; shuffled when there is a random generator."""
    order = sorted(sentences, key=lambda s: len(s.words) + (generator.random() * 6 if generator else 0))
    result, current, size = [], [], 0
    for sentence in order:
        size = max(size, len(sentence.words))
        if current and size * (len(current) + 1) > words_per_batch:
            result.append(current)
            current, size = [], len(sentence.words)
        current.append(sentence)
    if current:
        result.append(current)
    if generator:
        generator.shuffle(result)
    return result
