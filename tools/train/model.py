"""The network: word vectors, a recurrent encoder, and the tagger, parser and entity recogniser over it."""

import torch
from torch import nn
from torch.nn import functional

from sru import SRU


def linear(layer, x):
    with torch.cpu.amp.autocast():
        y = functional.linear(x, layer.weight)
    return y.float() + layer.bias if layer.bias is not None else y.float()


def locked_dropout(x, p, training):
    """The same units of a sentence are dropped at every word (Gal and Ghahramani 2016)."""
    if not training or p == 0:
        return x
    mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p) / (1 - p)
    return x * mask


class Network(nn.Module):
    def __init__(self, options, sizes, glove):
        """sizes: numbers of words, buckets, upos, xpos, lemma, deprel, entity."""
        super().__init__()
        self.options = options
        h, width = options["hidden"], 2 * options["hidden"]
        self.register_buffer("glove", glove)
        self.word = nn.Embedding(sizes["words"], options["word_dim"], sparse=True)
        self.subword = nn.EmbeddingBag(sizes["buckets"], options["word_dim"], mode="mean", sparse=True)
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.subword.weight, std=0.3)
        self.project = nn.Linear(glove.shape[1] + options["word_dim"], width)
        self.layers = nn.ModuleList(SRU(h) for _ in range(options["layers"]))
        self.upos = nn.Linear(width, sizes["upos"])
        self.xpos = nn.Linear(width, sizes["xpos"])
        self.lemma = nn.Linear(width, sizes["lemma"])
        self.entity = nn.Linear(width, sizes["entity"])
        self.transitions = nn.Parameter(torch.zeros(sizes["entity"] + 1, sizes["entity"]))  # last row: sentence begins
        self.arc_head = nn.Linear(width, options["arc"])
        self.arc_dependent = nn.Linear(width, options["arc"])
        self.arc_bilinear = nn.Parameter(torch.eye(options["arc"]) * 0.1)
        self.arc_bias = nn.Parameter(torch.zeros(options["arc"]))
        self.root = nn.Parameter(torch.zeros(width))
        self.relation_head = nn.Linear(width, options["relation"])
        self.relation_dependent = nn.Linear(width, options["relation"])
        self.relation_out = nn.Linear(options["relation"], sizes["deprel"])

    def encode(self, batch):
        options, training = self.options, self.training
        static = self.subword(batch["subwords"], batch["subword_offsets"])
        vectors = self.glove[batch["type_glove"]]
        words = batch["word"]
        if training:
            rare = torch.rand(words.shape) < batch["word_drop"]
            words = words.masked_fill(rare, 0)
            unseen = torch.rand(len(vectors), 1) < 0.03
            vectors = vectors.masked_fill(unseen, 0)
        types = batch["type"]
        x = torch.cat([vectors[types], static[types] + self.word(words)], -1)
        x = linear(self.project, x)
        x = locked_dropout(x, options["dropout"], training)
        outputs = []
        for layer in self.layers:
            x = layer(x, batch["lengths"], locked_dropout(x, options["dropout"], training))
            outputs.append(x)
        return outputs

    def forward(self, batch):
        """Scores: a dict of [batch, time, labels], and 'arc' [batch, dependent, head] with head 0 the root."""
        options = self.options
        outputs = self.encode(batch)
        top = locked_dropout(outputs[-1], options["dropout"], self.training)
        low = locked_dropout(outputs[options["tag_layer"] - 1], options["dropout"], self.training)
        scores = {"upos": linear(self.upos, low), "xpos": linear(self.xpos, low), "lemma": linear(self.lemma, low),
                  "entity": linear(self.entity, top)}
        size = top.shape[0]
        with_root = torch.cat([self.root.expand(size, 1, -1), top], 1)
        heads = locked_dropout(functional.relu(linear(self.arc_head, with_root)), options["dropout"], self.training)
        dependents = locked_dropout(functional.relu(linear(self.arc_dependent, top)), options["dropout"], self.training)
        arc = (dependents @ self.arc_bilinear + self.arc_bias) @ heads.transpose(1, 2)
        scores["arc"] = arc.masked_fill(batch["no_head"][:, None, :], -1e4)
        self.relation_states = (linear(self.relation_head, with_root), linear(self.relation_dependent, top))
        return scores

    def relation_scores(self, heads):
        """Label scores of the arcs from `heads` [batch, time] (0: root): [batch, time, labels]."""
        head_states, dependent_states = self.relation_states
        chosen = head_states.gather(1, heads[..., None].expand(-1, -1, head_states.shape[-1]))
        hidden = functional.relu(chosen + dependent_states)
        hidden = locked_dropout(hidden, self.options["dropout"], self.training)
        return linear(self.relation_out, hidden)

    def entity_loss(self, emissions, labels, mask):
        """Negative log likelihood of a linear-chain CRF per word. Sentences without labels are masked out whole."""
        start, between = self.transitions[-1], self.transitions[:-1]
        alpha = emissions[:, 0] + start
        gold = alpha.gather(1, labels[:, :1])[:, 0]
        for t in range(1, emissions.shape[1]):
            live = mask[:, t]
            step = torch.logsumexp(alpha[:, :, None] + between, 1) + emissions[:, t]
            alpha = torch.where(live[:, None], step, alpha)
            score = emissions[:, t].gather(1, labels[:, t:t + 1])[:, 0] + between[labels[:, t - 1], labels[:, t]]
            gold = gold + torch.where(live, score, torch.zeros_like(score))
        return ((torch.logsumexp(alpha, 1) - gold) * mask[:, 0]).sum()

    @torch.no_grad()
    def decode_entities(self, emissions, lengths, transitions=None):
        transitions = self.transitions if transitions is None else transitions
        start, between = transitions[-1], transitions[:-1]
        best, back = emissions[:, 0] + start, []
        history = [best]
        for t in range(1, emissions.shape[1]):
            score, arg = (best[:, :, None] + between).max(1)
            best = score + emissions[:, t]
            history.append(best)
            back.append(arg)
        result = []
        for b, length in enumerate(lengths.tolist()):
            label = int(history[length - 1][b].argmax())
            path = [label]
            for t in range(length - 2, -1, -1):
                label = int(back[t][b, label])
                path.append(label)
            result.append(path[::-1])
        return result
