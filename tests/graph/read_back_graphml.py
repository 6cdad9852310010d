#!/usr/bin/env python3
"""Reads an export back with programs that we did not write, and compares it with what they should find.

  read_back_graphml.py ENTENTE ARTICLES

Exits with 77 (skipped) where NetworkX or igraph is not installed.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

try:
    import igraph
    import networkx
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


def check(condition, message):
    if not condition:
        sys.exit(f"FAILED: {message}")


def main():
    program, articles = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        store, path = os.path.join(folder, "db"), os.path.join(folder, "world.graphml")
        subprocess.run([program, "ingest", articles, "--db", store], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([program, "export", "--view", "claims", "--db", store, "--output", path], check=True)
        extracted = subprocess.run([program, "extract", articles], check=True, stdout=subprocess.PIPE, text=True).stdout
        statements = [json.loads(line) for line in extracted.splitlines()]
        expected = {(s["subject"]["key"], s["relation"], s["object"]["key"], s["polarity"], s["modality"], s["phase"]) for s in statements}

        graph = networkx.read_graphml(path)
        check(graph.is_multigraph() and graph.is_directed(), "NetworkX sees a directed multigraph")
        key = networkx.get_node_attributes(graph, "key")
        found = {(key[a], d["interaction"], key[b], d["polarity"], d["modality"], d["phase"]) for a, b, d in graph.edges(data=True)}
        check(found == expected, f"NetworkX reads {len(found)} statements, extract printed {len(expected)}: {found ^ expected}")
        for node, data in graph.nodes(data=True):
            check(data["label"] and data["name"] and data["type"] and data["color"].startswith("#"), f"node {node} has label, type and color")
        for _, _, data in graph.edges(data=True):
            check(data["weight"] >= 1 and data["sentence"] and data["symmetric"] in ("true", "false"), f"edge {data} has weight and sentence")

        other = igraph.Graph.Read_GraphML(path)
        check(other.is_directed() and other.vcount() == graph.number_of_nodes() and other.ecount() == graph.number_of_edges(),
              "igraph reads as many nodes and edges")
        pairs = {(other.vs[e.source]["key"], e["interaction"], other.vs[e.target]["key"], e["polarity"], e["modality"], e["phase"]) for e in other.es}
        check(pairs == expected, "igraph reads the same statements")

        if shutil.which("xmllint"):
            subprocess.run(["xmllint", "--noout", path], check=True)
    print(f"{len(expected)} statements read back alike")


if __name__ == "__main__":
    main()
