#!/usr/bin/env python3
"""NetworkX and igraph beside the store: reads edges.tsv into memory and answers questions.tsv, as `store_benchmark answer` does.

    peers.py networkx|igraph DIRECTORY SECONDS

DIRECTORY holds the tables of `store_benchmark write-tables`. Each workload ends after so many seconds.
"""
import resource
import sys
import time

MOST_STEPS = 6


class NetworkX:
    def __init__(self, edges):
        import networkx

        self.networkx = networkx
        self.graph = networkx.MultiDiGraph()
        for number, source, target, relation, date, polarity, sentence in edges:
            self.graph.add_edge(source, target, key=number, relation=relation, date=date, polarity=polarity,
                                sentence=sentence)
        self.both_ways = self.graph.to_undirected(as_view=True)

    def one_hop(self, node, relation):
        return len([(target, key) for _, target, key, r in self.graph.out_edges(node, keys=True, data="relation")
                    if r == relation])

    def two_hop_count(self, node):
        found = set()
        for near in self.graph.succ[node]:
            found.update(self.graph.succ[near])
        return len(found)

    def path_length(self, source, target):
        try:
            path = self.networkx.bidirectional_shortest_path(self.both_ways, source, target)
        except self.networkx.NetworkXNoPath:
            return -1
        return len(path) - 1 if len(path) - 1 <= MOST_STEPS else -1


class IGraph:
    def __init__(self, edges):
        import igraph

        rows = list(edges)
        count = 1 + max(max(row[1], row[2]) for row in rows)
        self.graph = igraph.Graph(n=count, edges=[(row[1], row[2]) for row in rows], directed=True)
        self.graph.es["relation"] = [row[3] for row in rows]
        self.graph.es["date"] = [row[4] for row in rows]
        self.graph.es["polarity"] = [row[5] for row in rows]
        self.graph.es["sentence"] = [row[6] for row in rows]

    def one_hop(self, node, relation):
        edges = self.graph.es[self.graph.incident(node, mode="out")]
        return len([edge for edge, r in zip(edges, edges["relation"]) if r == relation])

    def two_hop_count(self, node):
        near = set(self.graph.successors(node))
        return len(set().union(*(self.graph.successors(other) for other in near)))

    def path_length(self, source, target):
        length = self.graph.distances(source, target, mode="all")[0][0]
        return int(length) if length <= MOST_STEPS else -1


def read_edges(directory):
    with open(f"{directory}/edges.tsv", encoding="utf-8") as lines:
        for line in lines:
            number, source, target, relation, date, polarity, sentence = line.rstrip("\n").split("\t")
            yield int(number), int(source), int(target), int(relation), date, int(polarity), sentence


def main():
    name, directory, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    begin = time.perf_counter()
    engine = {"networkx": NetworkX, "igraph": IGraph}[name](read_edges(directory))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: loaded in {time.perf_counter() - begin:.1f} s, 0 MB on disk, peak memory {peak} MB", file=sys.stderr)
    ask = {
        "one-hop": lambda node, relation, other: engine.one_hop(node, relation),
        "one-hop-hub": lambda node, relation, other: engine.one_hop(node, relation),
        "two-hops": lambda node, relation, other: engine.two_hop_count(node),
        "two-hops-hub": lambda node, relation, other: engine.two_hop_count(node),
        "path-length": lambda node, relation, other: engine.path_length(node, other),
    }
    workloads = {}
    for line in open(f"{directory}/questions.tsv", encoding="utf-8"):
        workload, *numbers = line.split()
        workloads.setdefault(workload, []).append([int(number) for number in numbers])
    for workload, questions in workloads.items():
        ask[workload](*questions[0])  # Warms up.
        begin = time.perf_counter()
        for i, question in enumerate(questions):
            if time.perf_counter() - begin > seconds:
                break
            asked = time.perf_counter()
            found = ask[workload](*question)
            print(name, workload, i, found, f"{(time.perf_counter() - asked) * 1e6:.1f}", sep="\t")


main()
