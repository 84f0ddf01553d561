"""Rules that declare themselves: a decorated function is one, its docstring says it in words, and adding it is all there is to do.

Checks of reports, surveys of logs, checks of ad registers and rules of the register of measures are found like that, each
kind in modules of its own.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Generic, TypeVar

__all__ = ["Registry", "id_of", "order"]

Entry = TypeVar("Entry")


class Registry(Generic[Entry]):
    """The rules of one kind. `what` one is called in an error, `home`: the module, or the package of modules, that declares them."""

    def __init__(self, what: str, home: str) -> None:
        self._what, self._home = what, home
        self._entries: dict[str, tuple[Entry, str]] = {}

    def add(self, id: str, function: Callable[..., Any], make: Callable[[str], Entry]) -> None:
        """Declare `function` as the rule `id`; `make` makes its entry from the rule in words, its docstring.

        ValueError for an id that another module has taken, or for a function that does not say its rule.
        """
        if self._entries.get(id, (None, function.__module__))[1] != function.__module__:
            raise ValueError(f"two {self._what}s are called {id}")
        if not function.__doc__:
            raise ValueError(f"{id} does not say its rule: give it a docstring")
        self._entries[id] = make(" ".join(function.__doc__.split())), function.__module__

    def all(self) -> dict[str, Entry]:
        """Every rule by id, by group and number."""
        package = import_module(self._home)
        for module in sorted(module.name for module in iter_modules(getattr(package, "__path__", ()))):
            import_module(f"{self._home}.{module}")
        return {name: self._entries[name][0] for name in sorted(self._entries, key=order)}


def id_of(function: Callable[..., Any]) -> str:
    """The id that the name of a function says: `c_1` is C-1."""
    return function.__name__.upper().replace("_", "-")


def order(id: str) -> tuple[str, int]:
    """Where a rule stands: by its group, then by number, C-9 before C-10; one without a number first."""
    group, _, number = id.rpartition("-")
    return group, int(number) if number.isdigit() else 0
