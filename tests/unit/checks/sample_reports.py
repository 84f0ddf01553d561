"""Correct reports, filled from random events that are counted as docs/counting-rules.md says."""

import random
from datetime import date
from fractions import Fraction
from statistics import median
from zoneinfo import ZoneInfo

from dsa_reports.harmonised.fill import fill
from dsa_reports.harmonised.model import CellResult, HarmonisedReport, Results
from dsa_reports.law.periods import Period
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import RESTRICTIONS, Provider, Publication, Service, ServiceConfig
from dsa_reports.template.codes import categories, member_state_names, official_languages
from dsa_reports.template.layout import layout

PERIODS = {True: (date(2026, 1, 1), date(2026, 6, 30), date(2026, 8, 31)), False: (date(2026, 1, 1), date(2026, 12, 31), date(2027, 2, 28))}
TEXTS = {row.key: f"What we say about {row.key}." for row in layout().part(11).rows} | {
    "summary": "On our own initiative we remove content, restrict its visibility, suspend the monetisation and the service, and suspend accounts.",
    "detection": "We detect it with classifiers and through the reports of users; 0.2 % of the views were of such content.",
    "automated_means": "Each of the classifiers gives a score, and above the threshold that we set the content goes to a reviewer.",
    "accuracy": "The accuracy, the precision and the recall are computed for each of the systems from a sample drawn at random.",
}


def correct(tier: str = "vlop", seed: int = 1, events: int = 60, **chosen: str) -> HarmonisedReport:
    """A report without any error, under the readings `chosen`."""
    start, end, published = PERIODS[tier in ("vlop", "vlose")]
    config = ServiceConfig(
        provider=Provider(legal_name="Voorbeeld B.V."), service=Service(name="Voorbeeld", tier=Tier(tier)),
        publication=Publication(date=published, previous=date(2025, 2, 28)), readings=chosen,
    )
    world = _World(random.Random(seed), events, config.chosen_readings, days=(end - start).days + 1)
    return fill(
        layout(), config=config, period=Period(start, end, ZoneInfo("UTC")), results=world.results(), texts=TEXTS,
        contexts={}, indicators={},
    )


def readings_of(**chosen: str) -> dict[str, str]:
    """All readings with `chosen` put in."""
    config = ServiceConfig(provider=Provider(legal_name="x"), service=Service(name="x", tier=Tier.VLOP), readings=chosen)
    return config.chosen_readings


class _World:
    def __init__(self, rng: random.Random, events: int, readings: dict[str, str], days: int) -> None:
        self.rng, self.events, self.readings, self.days = rng, events, readings, days
        self.out = Results()

    def results(self) -> Results:
        self._orders()
        notices = self._notices()
        measures = self._measures()
        self._part_8(notices, measures)
        self._part_7()
        self._people()
        return self.out

    def _put(self, key, value, rows=1, context=""):
        self.out.cells[key] = CellResult(value, rows, "test", context=context)

    def _row(self, part: int) -> tuple[str, ...]:
        """A category and one of its rows, as paths; describes KEYWORD_OTHER."""
        category = self.rng.choice([c for c in categories() if c.level == "category" and part in c.parts])
        children = [c for c in categories() if c.parent == category.code]
        if not children:
            return (category.code,)
        child = self.rng.choice(children)
        path = f"{category.code}/{child.code}"
        if child.code == "KEYWORD_OTHER":
            slug = self.rng.choice(("spam", "doxing"))
            path += f"~{slug}"
            self.out.other_descriptions.setdefault(part, {})[path] = f"{slug.title()} ({category.description})"
        return (category.code, path)

    def _hours(self):
        return Fraction(self.rng.randrange(0, self.days * 24 * 3600), 3600)

    def _total(self, part, scope, events, columns):
        """`columns`: name → (event → number or None), medians start with median."""
        by_row: dict[str, list[dict]] = {}
        for event in events:
            for path in ("TOTAL", *event["row"]):
                by_row.setdefault(path, []).append(event)
        for path, members in by_row.items():
            for name, of in columns.items():
                values = [v for e in members if (v := of(e)) is not None]
                value = (median(values) if values else None) if name.startswith("median") else sum(values)
                self._put((part, path, name, scope), value, len(members))

    def _orders(self):
        states = ["EL" if s in ("EL", "GR") else s for s in self.rng.sample(sorted(member_state_names()), 4)]
        states = [self.readings["greece"] if s == "EL" else s for s in states]
        events = [
            {"row": self._row(3), "act": self.rng.random() < 0.6, "state": self.rng.choice(states), "items": self.rng.randrange(1, 9),
             "receipt": self._hours(), "effect": self.rng.choice([None, self._hours()])}
            for _ in range(self.events)
        ]
        act = lambda name: lambda e: e[name] if e["act"] else None  # noqa: E731
        inform = lambda name: lambda e: None if e["act"] else e[name]  # noqa: E731
        columns = {
            "orders_to_act": lambda e: int(e["act"]), "items": act("items"), "median_receipt_to_act": act("receipt"),
            "median_effect_to_act": act("effect"), "orders_to_inform": lambda e: int(not e["act"]),
            "median_receipt_to_inform": inform("receipt"), "median_effect_to_inform": inform("effect"),
        }
        self._total(3, "TOTAL", events, columns)
        for state in sorted({e["state"] for e in events}):
            self._total(3, state, [e for e in events if e["state"] == state], columns)

    def _notices(self):
        events = [
            {"row": self._row(4), "flagger": self.rng.random() < 0.3, "items": self.rng.randrange(1, 5),
             "time": self.rng.choice([None, self._hours()]), "law": 0, "terms": 0, "how": self.rng.choice(("auto", "part", "none"))}
            for _ in range(self.events)
        ]
        for event in events:
            event["law" if self.rng.random() < 0.5 else "terms"] = int(event["time"] is not None)
        flagged = lambda name: lambda e: e[name] if e["flagger"] else 0  # noqa: E731
        self._total(4, "", events, {
            "notices_received": lambda e: 1, "notices_trusted_flaggers": lambda e: int(e["flagger"]),
            "items": lambda e: e["items"], "items_trusted_flaggers": flagged("items"), "median_time": lambda e: e["time"],
            "median_time_trusted_flaggers": lambda e: e["time"] if e["flagger"] else None,
            "actions_law": lambda e: e["law"], "actions_law_trusted_flaggers": flagged("law"),
            "actions_terms": lambda e: e["terms"], "actions_terms_trusted_flaggers": flagged("terms"),
        })
        return events

    def _measures(self):
        every = []
        for part in (5, 6):
            events = []
            for _ in range(self.events):
                restrictions = set(self.rng.sample(RESTRICTIONS, self.rng.choice((1, 1, 2))))
                events.append({
                    "row": self._row(part), "restrictions": restrictions, "detected": self.rng.random() < 0.6,
                    "decided": self.rng.choice(("auto", "part", "none")),
                    "units": len(restrictions) if self.readings["measure_unit"] == "restriction" else 1,
                })
            automated = {
                "detection": lambda e: e["detected"], "decision": lambda e: e["decided"] == "auto",
                "detection_and_decision": lambda e: e["detected"] and e["decided"] == "auto",
            }[self.readings["automated_column"]]
            columns = {"measures": lambda e: e["units"], "solely_automated": lambda e, a=automated: e["units"] * int(a(e))}
            columns |= {name: (lambda e, n=name: int(n in e["restrictions"])) for name in RESTRICTIONS}
            self._total(part, "", events, columns)
            every += events
        return every

    def _part_8(self, notices, measures):
        both = self.readings["measure_automation"] == "detection_and_decision"
        rest = self.readings["partly_automated"] == "not_automated"

        def solely(e):
            return e["decided"] == "auto" and (e["detected"] or not both)

        for scope in ("total", "own_initiative", *official_languages()):
            some = measures if scope in ("total", "own_initiative") else [e for e in measures if self.rng.random() < 0.1]
            self._put((8, "measures_solely_automated", "value", scope), sum(e["units"] for e in some if solely(e)))
            neither = [e for e in some if (not solely(e) if rest else e["decided"] == "none")]
            self._put((8, "measures_not_automated", "value", scope), sum(e["units"] for e in neither))
            if self.events and self.rng.random() < 0.5:
                for slug in ("text", "image"):
                    self._accuracy(scope, slug)
        for scope, some in (("notices", notices), ("trusted_flagger_notices", [e for e in notices if e["flagger"]])):
            self._put((8, "notices_solely_automated", "value", scope), sum(e["how"] == "auto" for e in some))
            self._put((8, "notices_not_automated", "value", scope), sum((e["how"] != "auto") if rest else (e["how"] == "none") for e in some))

    def _accuracy(self, scope, slug):
        """Three figures of one confusion matrix, as docs/counting-rules.md has them; None where the denominator is 0."""
        tp, fp, fn, tn = (self.rng.choice((0, 1, self.rng.randrange(0, 2000))) for _ in range(4))
        n = tp + fp + fn + tn
        for metric, right, cases in (("accuracy", tp + tn, n), ("precision", tp, tp + fp), ("recall", tp, tp + fn)):
            context = f"System: {slug}. Content type: {slug}. Sample size: {n}. Method: sampled at random"
            self._put((8, f"{metric}~{slug}", "value", scope), Fraction(right, cases) if cases else None, 1, context)

    def _part_7(self):
        for key in ("complaints", "complaints_visibility", "complaints_account", "complaints_no_action", "disputes"):
            outcomes = [self.rng.choice(("upheld", "partially_reversed", "reversed", "omitted", "pending")) for _ in range(self.events)]
            late = self.rng.randrange(0, 9) if self.readings["complaints_cut_off"] == "decided" else 0
            self._put((7, key, "value", "total"), len(outcomes))
            for outcome in ("upheld", "partially_reversed", "reversed"):
                self._put((7, key, "value", outcome), outcomes.count(outcome) + late)
            if key in ("complaints", "disputes"):
                self._put((7, key, "value", "omitted"), outcomes.count("omitted"))
            if any(o not in ("omitted", "pending") for o in outcomes):
                self._put((7, key, "value", "median_time"), self._hours())
        reversals = sum(self.out.cells[7, "disputes", "value", o].value for o in ("partially_reversed", "reversed"))
        if reversals:
            self._put((7, "disputes", "value", "outcomes_implemented"), Fraction(self.rng.randrange(0, reversals + 1), reversals))

    def _people(self):
        rows = [
            (self.rng.choice(("internal", "external")), Fraction(self.rng.randrange(1, 101), 100), self.rng.sample(official_languages(), self.rng.randrange(0, 3)))
            for _ in range(self.events)
        ]
        for kind in ("internal", "external"):
            self._put((9, f"moderators_{kind}", "value", "total"), sum((f for k, f, _ in rows if k == kind), Fraction(0)))
        self._put((9, "moderators_linguistic", "value", "total"), sum((f for _, f, languages in rows if languages), Fraction(0)))
        for language in official_languages():
            self._put((9, "moderators_linguistic", "value", language), sum(language in languages for _, _, languages in rows))
        everywhere = 0
        for state in member_state_names():
            recipients = self.rng.randrange(0, 10**7) if self.events else 0
            everywhere += recipients
            self._put((10, "recipients", "value", self.readings["greece"] if state == "EL" else state), recipients)
        self._put((10, "recipients", "value", "TOTAL"), everywhere)


def changed(report: HarmonisedReport, cells: dict[tuple[int, str, str, str], str]) -> HarmonisedReport:
    """`report` with other texts in some cells: (part, row, column, scope) → text."""
    left = dict(cells)
    parts = []
    for part in report.parts:
        if part.number not in {key[0] for key in left}:
            parts.append(part)
            continue
        rows = []
        for row in part.rows:
            new = list(row.cells)
            for key in [key for key in left if (key[0], key[1], key[3]) == (part.number, row.key, row.scope)]:
                index = part.columns.index(key[2])
                new[index] = new[index].model_copy(update={"text": left.pop(key)})
            rows.append(row.model_copy(update={"cells": tuple(new)}))
        parts.append(part.model_copy(update={"rows": tuple(rows)}))
    assert not left, f"no such cells: {left}"
    return report.model_copy(update={"parts": tuple(parts)})
