"""Trains the segmenter: two small networks, one for where words end and one for where sentences end."""

import numpy
import torch
from torch import nn

import segment

BUCKETS = 1 << 15
WIDTH = 16


class Decision(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.EmbeddingBag(BUCKETS, WIDTH, mode="sum")
        nn.init.normal_(self.table.weight, std=0.05)
        self.bias = nn.Parameter(torch.zeros(WIDTH))
        self.out = nn.Linear(WIDTH, 1)


def fit(rows, labels, epochs, seed, dropout=0.3):
    """Trains one decision; features are dropped at random, so that no single one is relied on."""
    torch.manual_seed(seed)
    x = torch.from_numpy((numpy.array(rows, dtype=numpy.uint64) % BUCKETS).astype(numpy.int64))
    y = torch.tensor(labels, dtype=torch.float32)
    net = Decision()
    optimiser = torch.optim.Adam(net.parameters(), lr=5e-3)
    size = 2048
    total, step = epochs * ((len(x) + size - 1) // size), 0
    for _ in range(epochs):
        for rows_at in torch.randperm(len(x)).split(size):
            for group in optimiser.param_groups:
                group["lr"] = 5e-3 * (1 - step / total)
            step += 1
            bags = x[rows_at]
            keep = (torch.rand(bags.shape) > dropout).float() / (1 - dropout)
            hidden = nn.functional.embedding_bag(bags, net.table.weight, mode="sum", per_sample_weights=keep)
            score = net.out(torch.relu(hidden + net.bias))[:, 0]
            loss = nn.functional.binary_cross_entropy_with_logits(score, y[rows_at])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return net


def train(sentences, epochs=6, seed=1):
    """What export.write_model needs of the segmenter, from the sentences of treebanks."""
    paragraphs = segment.paragraphs(sentences)
    splitter = fit(*segment.split_examples(paragraphs), epochs, seed)
    ender = fit(*segment.sentence_examples(paragraphs), epochs, seed)
    return {"splitter": splitter.state_dict(), "ender": ender.state_dict(), "contractions": segment.contractions(paragraphs)}
