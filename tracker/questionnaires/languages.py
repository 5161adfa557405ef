"""A file in several languages is asked in one of them.

FHIR R4 writes translations beside a text, as extensions of it: `_text` of `text`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tracker.questionnaires.fhir_parser import printable

_NAMES = {
    "ar": "العربية", "cs": "čeština", "da": "dansk", "de": "Deutsch", "el": "ελληνικά",
    "en": "English", "es": "español", "fi": "suomi", "fr": "français", "hu": "magyar",
    "it": "italiano", "ja": "日本語", "ko": "한국어", "nb": "norsk", "nl": "Nederlands",
    "no": "norsk", "pl": "polski", "pt": "português", "ro": "română", "ru": "русский",
    "sv": "svenska", "tr": "Türkçe", "uk": "українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip


def languages(definition: str) -> tuple[str, ...]:
    """The languages of a questionnaire by their codes, its own first ("" where it has no name).

    The definition is one that was read before.
    """
    fields = json.loads(definition)
    own = fields.get("language")
    found = {own if isinstance(own, str) else "": None}
    for _, _, translations in _translated(fields):
        found |= dict.fromkeys(translations)
    return tuple(found)


def in_language(definition: str, code: str) -> str:
    """The questionnaire with its texts in another of its languages, where it has them."""
    fields = json.loads(definition)
    for holder, name, translations in _translated(fields):
        if code in translations:
            holder[name] = translations[code]
    fields["language"] = code
    return printable(json.dumps(fields, ensure_ascii=False, indent=1))


def language_name(code: str) -> str:
    """What a language calls itself, with its code."""
    name = _NAMES.get(code.split("-")[0].lower())
    if not code:
        return "As the file is written"
    return f"{name} ({code})" if name else code


def _translated(value: Any) -> Iterator[tuple[dict[str, Any], str, dict[str, str]]]:
    """Every text that has translations: what holds it, its name there, and they by language."""
    if isinstance(value, list):
        for one in value:
            yield from _translated(one)
    if not isinstance(value, dict):
        return
    for name, inside in list(value.items()):
        beside = value.get(f"_{name}")
        if isinstance(inside, str) and isinstance(beside, dict):
            translations = dict(_translations(beside.get("extension")))
            if translations:
                yield value, name, translations
        yield from _translated(inside)


def _translations(extensions: Any) -> Iterator[tuple[str, str]]:
    for extension in extensions if isinstance(extensions, list) else []:
        if not isinstance(extension, dict) or not str(extension.get("url")).endswith(
            "/translation"
        ):
            continue
        parts = extension.get("extension")
        found = {
            part.get("url"): part.get("valueCode") or part.get("valueString")
            for part in (parts if isinstance(parts, list) else [])
            if isinstance(part, dict)
        }
        lang, content = found.get("lang"), found.get("content")
        if isinstance(lang, str) and isinstance(content, str):
            yield lang, content
