"""What looks like an address on the web in a free text: one regular expression, read alike by every engine.

It uses no flag, no look-around and no class beyond plain ranges, so that RE2 (the embedded engine), Python and the
regular expressions of JSON Schema give the same verdict. Recognised are

- a scheme (`http://`, `https://`, `hxxp://`), `www.`, a dot in brackets (`example[.]com`), a name with a path (`example.zip/x`);
- a bare name: letters, digits or hyphens, a dot, and a top-level domain of IANA's list (top_level_domains.txt) in small
  letters only or in capitals only, also in its own script; then anything but a letter, digit, hyphen or underscore.

So `e.g.`, `1.5`, `removed.The` and `photo.jpg` are none. Not recognised: a top-level domain with a capital first letter
(`Example.Com`, which is how a sentence begins after a missing blank: `done.In`), digits alone before one of two letters
(`5.no`), a top-level domain younger than the list, an IP number without a scheme, a name spelled out
(`example dot com`) or torn apart by blanks. Taken for one by mistake: a missing blank before a word in small letters
that is a top-level domain too (`removed.it`), and a file name whose ending is one (`report.zip`).
"""

from functools import cache
from importlib.resources import files

__all__ = ["ADDRESS", "top_level_domains"]

_LETTERS = "a-zA-Z\u00c0-\u1fff\u2e80-\ud7ff"
"""Letters of names in most scripts; general punctuation (U+2000 to U+206F) left out."""
_END = "(?:$|[^a-zA-Z0-9_\u00c0-\u024f-])"


@cache
def top_level_domains() -> frozenset[str]:
    """IANA's top-level domains in small letters: as they are written, international ones also as `xn--…`."""
    lines = files(__package__).joinpath("top_level_domains.txt").read_text("utf-8").splitlines()
    listed = {line for line in lines if line and not line.startswith("#")}
    return frozenset(listed | {_own_script(name) for name in listed})


def _own_script(name: str) -> str:
    prefix, _, encoded = name.partition("xn--")
    return encoded.encode("ascii").decode("punycode") if encoded and not prefix else name


def _address() -> str:
    names = sorted(name for name in top_level_domains() if not name.startswith("xn--"))
    ascii_names = [name for name in names if name.isascii()]
    short = [name for name in ascii_names if len(name) == 2]
    long = [name for name in ascii_names if len(name) > 2]
    others = [name for name in names if not name.isascii()]
    either = [*short, *map(str.upper, short)]
    every = [*long, *map(str.upper, long), *others, "[xX][nN]--[a-zA-Z0-9-]+"]
    return "|".join((
        "[hH][tTxX]{2}[pP][sS]?://", "[wW]{3}[.]", f"[{_LETTERS}0-9] ?[\\[({{] ?[.] ?[\\])}}] ?[a-zA-Z]",
        "[a-zA-Z0-9-][.][a-zA-Z]{2,}/",
        f"[{_LETTERS}][{_LETTERS}0-9-]*[.](?:{'|'.join(either)}){_END}",
        f"[{_LETTERS}0-9-][.](?:{'|'.join(every)}){_END}",
    ))


ADDRESS = _address()
"""A match anywhere in a text is an address."""
