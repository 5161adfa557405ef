"""Which questions are about harming oneself, by their codes or their words."""

from __future__ import annotations

import re

from tracker.questionnaires.form import Form, Item
from tracker.questionnaires.unasked import has_code

# LOINC: item 9 of the PHQ-9; the items of the C-SSRS screener.
_LOINC = frozenset(
    {"44260-8", "93246-7", "93247-5", "93248-3", "93249-1", "93250-9", "93267-3"}
)  # fmt: skip
# SNOMED CT: suicidal thoughts, intent, behaviour, feeling suicidal.
_SNOMED = frozenset({"6471006", "304594002", "425104003", "225457007"})
_WORDS = re.compile(
    # Every language that builds its word on the Latin one.
    r"suici[dz]|suizid|self[\s-]?(harm|injur)|selbst(mord|verletz|tötung)|samob[oó]j|zelf(moord|doding)"
    r"|självmord|selvmord|itsemur|öngyilk|sebevra|intihar|самоуб|суицид|自殺|自杀|자살|αυτοκτον|انتحار"
    # English
    r"|better\s+off\s+dead|\b(hurt|harm|injur|kill)(ing)?\s+(your|my|one|them|him|her)sel(f|ves)"
    r"|\b(end|tak)(e|ing)\s+(your|my|his|her|their|one.s)\s+(own\s+)?li(fe|ves)"
    r"|wish(ed)?\s+(to\s+be|(that\s+)?(you|i)\s+(were|was)|(you|i)\s+could\s+be)\s+dead"
    r"|not\s+(want(ing)?\s+to\s+)?(live|be\s+alive)\b|thoughts?\s+of\s+(death|dying)"
    # German, French, Spanish, Portuguese, Italian, Dutch
    r"|lieber\s+tot|das\s+leben\s+(zu\s+)?nehmen|sich\s+(ein\s+)?leid\s+(zufügen|antun|zuzufügen)"
    r"|leid\s+zufügen|mieux\s+(de\s+)?(mourir|mort)|plus\s+heureux\s+mort|faire\s+du\s+mal"
    r"|vous\s+blesser|mejor\s+(estar\s+)?muert|(hacerse|lastimarse|hacerte)\s+(daño|de\s+alguna)"
    r"|hacerse\s+daño|melhor\s+(estar\s+)?mort|\bse\s+(ferir|machucar)\b|(ferir|machucar)-se|meglio\s+(se\s+fosse\s+)?mort"
    r"|farsi\s+del\s+male|beter\s+dood|uzelf\s+(pijn|iets)|lepiej\s+(był\w*\s+)?umrzeć",
    re.I,
)


def is_about_self_harm(item: Item) -> bool:
    """Whether a question is about thoughts of death, suicide or hurting oneself."""
    if not item.is_question:
        return False
    if has_code(item, _LOINC) or any(code.code in _SNOMED for code in item.codes):
        return True
    return any(map(_WORDS.search, (item.text, *(code.display for code in item.codes))))


def asks_about_self_harm(form: Form) -> bool:
    """Whether one of the questions that a form asks is."""
    return any(map(is_about_self_harm, form.questions))
