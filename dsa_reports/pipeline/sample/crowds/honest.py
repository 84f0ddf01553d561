"""Honest crowds: people who have words, links, pictures, times or handles in common for good reasons."""

from collections.abc import Callable, Iterator, Sequence

from dsa_reports.pipeline.sample.crowds.campaigns import domain, number_between, phrases
from dsa_reports.pipeline.sample.crowds.units import DAY, HOUR, LOG_SPAN, Unit
from dsa_reports.pipeline.sample.crowds.words import CROWDS, Words
from dsa_reports.pipeline.sample.mixing import Draws

__all__ = ["DEFAULT_PICTURES", "GROUPS", "background", "crowds", "invented_name", "of_campaigns"]

GROUPS = (*CROWDS, "answers_bots", "copied_pictures", "lone_spammers", "background")
"""All groups that are no campaign. `lone_spammers` are not honest, but each works alone, with a domain of its own."""
DEFAULT_PICTURES = (0xFF818181C3E7FF00, 0x00183C7E7E3C1800, 0xAA55AA55F00FF00F)
"""Pictures that the service gives to accounts without one."""
_SYSTEM_HANDLE = "user<d4><d4>"
_OLD = -2_000 * DAY


def crowds(words: Words, accounts: int, seed: int) -> Iterator[Unit]:
    """The crowds of each kind, in sizes drawn from the words' own, until the kind's share of accounts is used up."""
    for name in CROWDS:
        left = max(accounts * words.crowds[name] // 1000, words.sizes.get(name, (20, 0))[0])
        if name == "news_links":
            yield Unit(group=name, accounts=left, ambient=700, languages=tuple(words.languages))
            continue
        number = 0
        low, high = words.sizes[name]
        while left >= low:
            draws = Draws(seed, name, number)
            size = min(left, number_between(draws, "size", low, max(low, min(high, accounts // 40))))
            yield _FORMS[name](words, draws, size)
            left -= size
            number += 1


def of_campaigns(words: Words, campaigns: Sequence[tuple[int, Unit]], seed: int) -> Iterator[Unit]:
    """People who answer bots, and people whose pictures were copied; `campaigns` with the number of each unit."""
    for number, campaign in campaigns:
        draws = Draws(seed, "of campaigns", number)
        start = max(0, campaign.registered_from)
        if draws.chance("answered", 600):
            language = campaign.languages[0]
            answers = words.crowd_texts.get(language, words.crowd_texts["en"])["answer"]
            quoted = tuple(answer.replace("<q>", text) for text in campaign.texts[language][:12] for answer in answers)
            yield Unit(
                group="answers_bots", accounts=max(4, campaign.accounts // 3), languages=(language,), texts={language: quoted}, own=150,
                own_from=start, own_span=40 * DAY, targets=campaign.accounts, target_share=250, target_unit=number,
                # Some warn others with the very address.
                domains=campaign.domains, links=200, link_use=150, paths="fixed",
            )
        if draws.chance("copied", 700):
            yield Unit(
                group="copied_pictures", accounts=max(2, len(campaign.pictures) // 2), languages=campaign.languages, registered_span=1_900 * DAY,
                pictures=campaign.pictures, picture_share=1000, handle=campaign.handle, handle_share=200,
            )


def background(words: Words, accounts: int, lone: int) -> Iterator[Unit]:
    """Ordinary people, and `lone` spammers who belong to nobody."""
    draws = Draws(lone, "lone", 0)
    languages = tuple(words.languages)
    yield Unit(
        group="lone_spammers", accounts=lone, languages=languages, own=600, texts={one: phrases(words, draws, one, 40, "lone") for one in languages},
        domains=tuple(dict.fromkeys(domain(words, Draws(n, "lone", 1), "own") for n in range(lone))), links=800, link_use=400, paths="account", removed=200,
    )
    yield Unit(
        group="background", accounts=accounts, languages=languages, pictures=DEFAULT_PICTURES, picture_share=80,
        handle=_SYSTEM_HANDLE, handle_share=60,
    )


def invented_name(words: Words, draws: Draws, purpose: str) -> str:
    """A made-up name of a place, a singer or a company."""
    return "".join(draws.one(f"{purpose} {part}", choices) for part, choices in (("head", words.heads), ("middle", words.middles), ("tail", words.tails)))


def _said(words: Words, draws: Draws, what: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    language = draws.one("language", tuple(words.crowd_texts))
    name = invented_name(words, draws, "name")
    return language, {language: tuple(text.replace("<n>", name) for text in words.crowd_texts[language][what])}


def _site(words: Words, draws: Draws) -> str:
    return f"{invented_name(words, draws, 'site').lower()}{draws.one('ending', words.domain_endings)}"


def _shared_pictures(draws: Draws, number: int) -> tuple[int, ...]:
    return tuple(draws.number(f"picture {n} high", 2**32) << 32 | draws.number(f"picture {n} low", 2**32) for n in range(number))


def _window(draws: Draws, days: int) -> tuple[int, int]:
    return draws.number("when", LOG_SPAN // DAY - days) * DAY, days * DAY


def _fandom(words: Words, draws: Draws, size: int) -> Unit:
    """Fans: one idol, one vocabulary, one picture, one hour; some joined in the week of the album."""
    language, texts = _said(words, draws, "fandom")
    joined = draws.chance("album", 250)
    start, span = _window(draws, 6 + draws.number("days", 40))
    return Unit(
        group="fandom", accounts=size, languages=(language,), texts=texts, own=450, own_from=start, own_span=span, ambient=150,
        registered_from=start - 4 * DAY if joined else _OLD, registered_span=20 * DAY if joined else 2_100 * DAY, bursts=2 if joined else 0, burst_share=200 if joined else 0,
        domains=(_site(words, draws),), links=700, link_use=400, paths="page", pages=3, shortened=100,
        pictures=_shared_pictures(draws, 2 + draws.number("pictures", 4)), picture_share=350, flips=3,
        handle=draws.one("handle", words.crowd_handles), handle_share=400, crowd_word=draws.one("word", words.crowd_words),
        targets=1 + draws.number("idols", 3), target_share=500, reach="large",
    )


def _viral_song(words: Words, draws: Draws, size: int) -> Unit:
    """One song, ten days, the same five words from everybody."""
    language, texts = _said(words, draws, "song")
    start, span = _window(draws, 10)
    return Unit(
        group="viral_song", accounts=size, languages=(language,), texts=texts, own=350, own_from=start, own_span=span, ambient=150,
        domains=(_site(words, draws),), links=800, link_use=300, paths="page", pages=1, shortened=150, targets=1, target_share=500, reach="large",
    )


def _staff(words: Words, draws: Draws, size: int) -> Unit:
    """Colleagues: prepared words with the company's link on the same morning, handles and pictures with its name and logo."""
    language, texts = _said(words, draws, "staff")
    start, span = _window(draws, 1 + draws.number("days", 5))
    return Unit(
        group="staff", accounts=size, languages=(language,), texts=texts, own=300, own_from=start, own_span=span,
        domains=(_site(words, draws),), links=900, link_use=700, paths="page", pages=4, affiliates=("social",) if draws.chance("tracked", 400) else (),
        pictures=_shared_pictures(draws, 1), picture_share=300, flips=6,
        handle=draws.one("handle", words.crowd_handles), handle_share=500, crowd_word=draws.one("word", words.crowd_words),
        targets=1 + draws.number("targets", 3), target_share=300, reach="ordinary",
    )


def _creators(words: Words, draws: Draws, size: int) -> Unit:
    """Adult creators and sex workers: a link hub, or one agency with its page, its schedule and its phrases; pictures and history are their own."""
    language, texts = _said(words, draws, "creators")
    agency = draws.chance("agency", 650)
    return Unit(
        group="creators", accounts=size, languages=(language,), texts=texts, own=450, ambient=100, events=30,
        domains=(_site(words, draws),) if agency else words.hubs[:1], links=1000, link_use=600, hubbed=300 if agency else 0, paths="account",
        affiliates=(f"ag{draws.number('agency id', 900)}",) if agency else (),
        handle=draws.one("handle", words.honest_handles), handle_share=150,
        targets=15, target_share=150, reach="ordinary", removed=40,
    )


def _educators(words: Words, draws: Draws, size: int) -> Unit:
    """Sex educators: one week, one banner, one advice page."""
    language, texts = _said(words, draws, "educators")
    start, span = _window(draws, 8)
    return Unit(
        group="educators", accounts=size, languages=(language,), texts=texts, own=400, own_from=start, own_span=span,
        domains=(_site(words, draws),), links=900, link_use=500, paths="page", pages=6,
        pictures=_shared_pictures(draws, 2), picture_share=300, flips=2, targets=5, target_share=200, reach="ordinary", removed=20,
    )


def _copy_paste(words: Words, draws: Draws, size: int) -> Unit:
    """A chain message, word for word."""
    language, texts = _said(words, draws, "copy_paste")
    start, span = _window(draws, 14)
    return Unit(group="copy_paste", accounts=size, languages=(language,), texts=texts, own=110, own_from=start, own_span=span)


def _newcomers(words: Words, draws: Draws, size: int) -> Unit:
    """Members of a course: registered in the same hours, with the handle and the picture that the service proposed."""
    language, texts = _said(words, draws, "newcomers")
    start, span = _window(draws, 25)
    return Unit(
        group="newcomers", accounts=size, languages=(language,), texts=texts, own=250, own_from=start, own_span=span,
        registered_from=start, registered_span=3 * DAY, bursts=2, burst_share=900, steady=True, delay=HOUR, life=60 * DAY, jitter=20 * DAY,
        pictures=DEFAULT_PICTURES, picture_share=500, handle=_SYSTEM_HANDLE, handle_share=600, targets=2, target_share=300, reach="ordinary",
    )


_FORMS: dict[str, Callable[[Words, Draws, int], Unit]] = {
    "fandom": _fandom, "viral_song": _viral_song, "staff": _staff, "creators": _creators, "educators": _educators,
    "copy_paste": _copy_paste, "newcomers": _newcomers,
}
