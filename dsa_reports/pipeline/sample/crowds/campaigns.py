"""Planted campaigns: seven kinds of evasion, each hard in its own way."""

from collections.abc import Iterator
from dataclasses import replace

from dsa_reports.pipeline.sample.crowds.units import DAY, HOUR, STYLES, Unit
from dsa_reports.pipeline.sample.crowds.words import Words
from dsa_reports.pipeline.sample.mixing import Draws

__all__ = ["KINDS", "campaigns", "domain", "number_between", "phrases"]

KINDS = ("plain", "obfuscated", "slow", "multilingual", "splitting", "returning", "mixing")
_BOT_ACTS = ("commented", "followed", "liked", "mentioned", "messaged", "story_viewed", "posted", "group_added", "commented", "liked")
_SMALLEST = 12


def campaigns(words: Words, accounts: int, seed: int) -> Iterator[list[Unit]]:
    """The units of one campaign after another, until the share of bots is used up; every kind at least once."""
    left = accounts * words.bots // 1000
    number = 0
    while number < len(KINDS) or left >= _SMALLEST:
        draws = Draws(seed, "campaign", number)
        kind = KINDS[number % len(KINDS)]
        most = min(max(_SMALLEST, left // 2 if number >= len(KINDS) else left // (len(KINDS) - number)), 1500)
        size = number_between(draws, "size", _SMALLEST, max(_SMALLEST, most), kind == "splitting")
        units = _FORMS[kind](words, draws, _basis(words, draws, f"K{number + 1:04d}", kind, size))
        left -= sum(unit.accounts for unit in units)
        number += 1
        yield units


def number_between(draws: Draws, purpose: str, low: int, high: int, upper_half: bool = False) -> int:
    """A whole number between, small ones likelier: even on a logarithmic scale."""
    share = (500 + draws.number(purpose, 501) // 2 if upper_half else draws.number(purpose, 1001)) / 1000
    return int(low * (max(high, low) / low) ** share + 0.5)


def domain(words: Words, draws: Draws, purpose: str) -> str:
    """A made-up domain under a reserved ending; one in ten has a letter outside ASCII."""
    first, last = (draws.one(f"{purpose} {part}", choices) for part, choices in enumerate(words.domain_words))
    number = draws.number(f"{purpose} number", 60)
    name = f"{first}{'-' if number % 3 else ''}{last}{number if number % 2 else ''}"
    if draws.chance(f"{purpose} accent", 100):
        plain, accent = draws.one(f"{purpose} letter", words.accents)
        name = name.replace(plain, accent, 1)
    return name + draws.one(f"{purpose} ending", words.domain_endings)


def phrases(words: Words, draws: Draws, language: str, templates: int, purpose: str) -> tuple[str, ...]:
    """`templates` sentences of the language, each in six wordings that are nearly the same."""
    said = words.languages[language]
    made = []
    for number in range(templates):
        name = f"{purpose} {language} {number}"
        begin, what, call, end = (draws.one(f"{name} {part}", getattr(said, part)) for part in ("open", "middle", "call", "tail"))
        made += [
            f"{begin} {what}, {call} {end}", f"{begin}, {what}. {call}!", f"{what} {call} {end}", f"{begin} {call}, {what}",
            f"{begin}! {what} - {call}, {end}", f"{what}. {call}... {end}",
        ]
    return tuple(made)


def _basis(words: Words, draws: Draws, name: str, kind: str, size: int) -> Unit:
    """What all kinds have in common: bursts, shared domains, phrases and pictures, a rhythm; with noise in each."""
    start = draws.number("start", 120) - 15
    sleeps = draws.chance("sleeper", 200)
    languages = (draws.one("language", tuple(words.languages)),)
    return Unit(
        group="campaign", kind=kind, campaign=name, accounts=size, generation=1, cell=1,
        registered_from=start * DAY, registered_span=(3 + draws.number("days", 12)) * DAY, bursts=1 + draws.number("bursts", 3), burst_share=700,
        steady=True, delay=(20 + draws.number("sleep", 25)) * DAY if sleeps else (2 + draws.number("wait", 60)) * HOUR,
        life=(3 + draws.number("life", 18)) * DAY, jitter=4 * HOUR, blank=20, own=740, ambient=60, events=18,
        rhythm=tuple(draws.one(f"act {n}", _BOT_ACTS) for n in range(4 + draws.number("acts", 4))), noise=180,
        languages=languages, texts={language: phrases(words, draws, language, 3 + draws.number("templates", 3), "said") for language in languages},
        domains=tuple(domain(words, draws, f"domain {n}") for n in range(1 + draws.number("domains", 3))),
        links=800, link_use=350, shortened=draws.number("shortened", 500), hubbed=draws.number("hubbed", 200), followed=650,
        affiliates=_ids(draws, "affiliate", 1 + draws.number("affiliates", 3)), paths="fixed" if draws.chance("fixed", 500) else "account",
        pictures=_pictures(draws, "picture", 3 + size // 5), picture_share=700, flips=4,
        handle=draws.one("handle", words.bot_handles), handle_share=750,
        targets=20 + draws.number("targets", 60), target_share=450, reach=draws.one("reach", ("large", "ordinary", "young")),
        removed=draws.number("removed", 500), removed_from=(start + 20) * DAY, removed_span=60 * DAY,
    )


def _plain(words: Words, draws: Draws, basis: Unit) -> list[Unit]:
    return [basis]


def _obfuscated(words: Words, draws: Draws, basis: Unit) -> list[Unit]:
    """Every text disguised; few links, most of them shortened and not followed."""
    return [replace(basis, style=draws.one("style", STYLES[1:]), blank=40, links=500, link_use=200, shortened=500, followed=400)]


def _slow(words: Words, draws: Draws, basis: Unit) -> list[Unit]:
    """Spread over ten weeks: no burst, no common time, hardly a rhythm or a common target, fewer acts."""
    return [replace(
        basis, registered_from=(draws.number("slow start", 40) - 10) * DAY, registered_span=70 * DAY, bursts=0, burst_share=0, delay=4 * DAY, life=(42 + draws.number("weeks", 30)) * DAY, jitter=3 * DAY,
        noise=600, target_share=120, events=13, blank=40, removed_span=110 * DAY,
    )]


def _multilingual(words: Words, draws: Draws, basis: Unit) -> list[Unit]:
    """Each account speaks one of several languages; texts tie only those of one language together."""
    known = tuple(words.languages)
    first = draws.number("first language", len(known))
    languages = tuple(known[(first + n) % len(known)] for n in range(3 + draws.number("languages", 3)))
    return [replace(basis, blank=40, languages=languages, texts={one: phrases(words, draws, one, 2 + draws.number(f"templates {one}", 3), "said") for one in languages})]


def _splitting(words: Words, draws: Draws, basis: Unit) -> list[Unit]:
    """Three to five cells with domains and phrases of their own; pictures, affiliate ids, handles and rhythm are shared."""
    cells = 3 + draws.number("cells", 3)
    language = basis.languages[0]
    return [
        replace(
            basis, cell=cell + 1, accounts=max(5, basis.accounts // cells), blank=40,
            domains=(domain(words, draws, f"domain of cell {cell}"),),
            texts={language: phrases(words, draws, language, 2, f"said in cell {cell}")},
        )
        for cell in range(cells)
    ]


def _returning(words: Words, draws: Draws, basis: Unit) -> list[Unit]:
    """Removed, and back some days later with something new; from accounts with a large reach to ordinary and young ones."""
    generations = 2 + draws.number("generations", 2)
    start = (draws.number("start", 50) - 5) * DAY
    lasts = (18 + draws.number("lasts", 15)) * DAY
    life = min(basis.life, 12 * DAY)
    unit = replace(
        basis, accounts=max(6, basis.accounts // generations), blank=40, registered_from=start, registered_span=5 * DAY, delay=6 * HOUR, life=life,
        removed=960, removed_from=start + lasts, removed_span=2 * DAY, reach="large",
    )
    made = [unit]
    for number in range(2, generations + 1):
        start += lasts + (2 + draws.number(f"away {number}", 20)) * DAY
        kept = draws.one(f"kept {number}", ("picture template", "domain picture", "template rhythm", "domain template", "picture affiliate"))
        last = number == generations
        unit = replace(
            unit, generation=number, carries=kept, registered_from=start, removed_from=start + lasts, removed=draws.number("last", 300) if last else 960,
            domains=_family(words, unit.domains) if "domain" in kept else (domain(words, draws, f"domain {number}"),),
            texts=unit.texts if "template" in kept else {one: phrases(words, draws, one, 3, f"said {number}") for one in unit.languages},
            pictures=_variants(draws, f"variant {number}", unit.pictures) if "picture" in kept else _pictures(draws, f"picture {number}", 3 + unit.accounts // 5),
            rhythm=unit.rhythm if "rhythm" in kept else tuple(draws.one(f"act {number} {n}", _BOT_ACTS) for n in range(5)),
            affiliates=unit.affiliates if "affiliate" in kept else _ids(draws, f"affiliate {number}", 2),
            handle=unit.handle if "rhythm" in kept else draws.one(f"handle {number}", words.bot_handles),
            reach=("large", "ordinary", "young")[min(number - 1, 2)],
        )
        made.append(unit)
    return made


def _mixing(words: Words, draws: Draws, basis: Unit) -> list[Unit]:
    """Most of what they do is what honest people do: they share news and songs and chat about nothing."""
    return [replace(basis, own=330, ambient=500, noise=750, target_share=120, links=650, link_use=300, handle_share=400, blank=40, events=24, jitter=DAY)]


_FORMS = {
    "plain": _plain, "obfuscated": _obfuscated, "slow": _slow, "multilingual": _multilingual, "splitting": _splitting,
    "returning": _returning, "mixing": _mixing,
}


def _ids(draws: Draws, purpose: str, number: int) -> tuple[str, ...]:
    return tuple(f"{draws.number(f'{purpose} {n}', 16**6):06x}" for n in range(number))


def _pictures(draws: Draws, purpose: str, number: int) -> tuple[int, ...]:
    return tuple(draws.number(f"{purpose} {n} high", 2**32) << 32 | draws.number(f"{purpose} {n} low", 2**32) for n in range(number))


def _variants(draws: Draws, purpose: str, pictures: tuple[int, ...]) -> tuple[int, ...]:
    """The same pictures, cropped or tinted: two bits of each hash differ."""
    return tuple(picture ^ 1 << draws.number(f"{purpose} {n} a", 64) ^ 1 << draws.number(f"{purpose} {n} b", 64) for n, picture in enumerate(pictures))


def _family(words: Words, domains: tuple[str, ...]) -> tuple[str, ...]:
    """Domains of the same family: the stem stays, number and ending change."""
    made = []
    for old in domains:
        stem, _, ending = old.rpartition(".")
        other = words.domain_endings[(words.domain_endings.index(f".{ending}") + 1) % len(words.domain_endings)]
        digits = "".join(sign for sign in stem if sign.isdigit())
        made.append(f"{stem.rstrip('0123456789')}{int(digits or 1) + 1}{other}")
    return tuple(made)
