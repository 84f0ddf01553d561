"""Words that exports in the languages of the Union use for yes, no and nothing."""

__all__ = ["FALSE", "NOTHING", "TRUE"]

TRUE = frozenset({
    "true", "yes", "1", "y", "t", "on", "ja", "j", "waar", "oui", "o", "vrai", "wahr", "sí", "si", "s", "verdadero", "sì", "vero", "sim", "verdadeiro",
    "tak", "prawda", "ano", "áno", "da", "igen", "igaz", "kyllä", "tosi", "sand", "sandt", "jah", "jā", "taip", "iva", "ναι", "да", "x", "✓", "✔",
    "checked", "enabled", "1.0",
})
FALSE = frozenset({
    "false", "no", "0", "n", "f", "off", "nee", "onwaar", "non", "faux", "nein", "falsch", "falso", "não", "nao", "nie", "fałsz", "ne", "nu", "nem",
    "hamis", "ei", "epätosi", "nej", "falsk", "nē", "le", "όχι", "не", "✗", "✘", "unchecked", "disabled", "0.0",
})
"""In small letters; the words of a language stand in pairs, but platforms mix them."""
NOTHING = frozenset({
    "n.v.t.", "nvt", "n/a", "n.a.", "na", "#n/a", "nan", "nat", "-", "--", "—", "–", "?", "(null)", "<null>", "[null]", "none", "nil", "undefined",
    "(empty)", "(leeg)", "leeg", "empty", "k.a.", "k. a.", "entfällt", "s.o.", "s/o", "n.d.", "n/d", "nd", "brak", "0000-00-00", "0000-00-00 00:00:00",
    "null", "missing", "not applicable", "niet van toepassing", "geen", "keine", "aucun", "onbekend", "unbekannt", "inconnu",
})
"""Texts that stand for an empty cell where they are no code of the column, in small letters."""
