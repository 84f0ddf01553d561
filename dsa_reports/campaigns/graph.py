"""The graph of candidates, the domains they led to and the affiliates' parameters in their links. Internal; a shared name is a lead.

Nodes: a candidate, a registrable domain (with its class, if somebody gave one), a parameter. Edges: how many accounts of the
candidate led there. That two candidates share a domain says that they share a domain; who stands behind it is another question.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dsa_reports.matching.domains import registrable

__all__ = ["CLASSES", "Drawing", "drawing"]

CLASSES = ("fake_profile_site", "affiliate_network", "shortener", "link_hub", "unknown")
"""What a domain is, as a person classed it."""


@dataclass(frozen=True)
class Drawing:
    """Nodes (id, kind, label, class, accounts) and edges (from, to, accounts), each in a fixed order."""

    nodes: tuple[tuple[str, str, str, str, int], ...]
    edges: tuple[tuple[str, str, int], ...]

    def graphml(self) -> str:
        """As GraphML, for Gephi, yEd and the like."""
        import networkx as nx

        graph = nx.Graph(note="candidates are unreviewed; a shared name is a lead, not an operator")
        for name, kind, label, class_, accounts in self.nodes:
            graph.add_node(_plain(name), kind=kind, label=_plain(label), domain_class=class_, accounts=accounts)
        for one, other, accounts in self.edges:
            graph.add_edge(_plain(one), _plain(other), accounts=accounts)
        return "\n".join(nx.generate_graphml(graph)) + "\n"

    def csv(self) -> str:
        """One line per edge, with what is known of both ends. Cells that a spreadsheet would take for a formula get an apostrophe."""
        known = {node[0]: node for node in self.nodes}
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["candidate", "kind", "value", "domain_class", "accounts"])
        for one, other, accounts in self.edges:
            _, kind, label, class_, _ = known[other]
            writer.writerow([_cell(known[one][2]), kind, _cell(label), class_, accounts])
        return target.getvalue()


def _plain(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable())


def _cell(text: str) -> str:
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def drawing(
    clusters: Sequence[tuple[str, int]], domains: Sequence[tuple[str, str, int, int]], affiliates: Sequence[tuple[str, str, str, int]], classes: Mapping[str, str],
) -> Drawing:
    """From the rows of a result: (candidate, accounts), (candidate, domain, accounts, accounts of all), (candidate, domain, parameter, accounts)."""
    nodes = {f"candidate:{name}": ("candidate", name, "", accounts) for name, accounts in clusters}
    edges: dict[tuple[str, str], int] = {}
    for name, domain, accounts, everybody in domains:
        nodes[f"domain:{domain}"] = ("domain", domain, classes.get(registrable(domain), "unknown"), everybody)
        edges[f"candidate:{name}", f"domain:{domain}"] = accounts
    for name, domain, parameter, accounts in affiliates:
        known = nodes.get(f"parameter:{parameter}", ("parameter", parameter, "", 0))
        nodes[f"parameter:{parameter}"] = (*known[:3], max(known[3], accounts))
        edges[f"candidate:{name}", f"parameter:{parameter}"] = max(edges.get((f"candidate:{name}", f"parameter:{parameter}"), 0), accounts)
        if f"domain:{domain}" in nodes:
            edges[f"domain:{domain}", f"parameter:{parameter}"] = max(edges.get((f"domain:{domain}", f"parameter:{parameter}"), 0), accounts)
    return Drawing(
        tuple((id_, *rest) for id_, rest in sorted(nodes.items())),
        tuple((one, other, accounts) for (one, other), accounts in sorted(edges.items())),
    )
