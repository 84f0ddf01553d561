"""A language is one catalogue file, and nothing that the report prints of its own may be missing in it."""

import pytest

from dsa_reports.indicators.loader import load_indicators
from dsa_reports.render.catalogue import catalogue, languages
from dsa_reports.service.readings import readings

OTHERS = [language for language in languages() if language != "en"]


def untranslated(language: str, texts: list[str]) -> list[str]:
    known = catalogue(language)
    return sorted({text for text in texts if text and f"translations.{text}" not in known})


@pytest.mark.parametrize("language", OTHERS)
def test_every_reading_is_translated(language: str) -> None:
    texts = [text for reading in readings().values() for text in (reading.question, reading.reason, *reading.options.values())]
    assert untranslated(language, texts) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_definition_title_label_and_note_is_translated(language: str) -> None:
    texts = [
        text for indicator in load_indicators().values()
        for text in (indicator.title, indicator.note, *(t for column in indicator.columns.values() for t in (column.definition, column.label)))
    ]
    assert untranslated(language, texts) == []
