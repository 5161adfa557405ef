"""Conditions written as FHIRPath, where they are plain comparisons of answers.

Anything more, such as a comparison of a total, is not worked out: what hangs on it
isn't asked, and the loader names it.
"""

from __future__ import annotations

import re

from tracker.questionnaires.element import Fields
from tracker.questionnaires.form import Condition, One, Operator, Test

_LONGEST = 2_000
_TEXT = r"[^'\\]+"
_STEP = rf"(?:item|descendants\(\)|repeat\(item\)|where\(\s*linkId\s*=\s*'{_TEXT}'\s*\))"
_PATH = (
    rf"%resource(?:\s*\.\s*{_STEP})*\s*\.\s*where\(\s*linkId\s*=\s*'(?P<id>{_TEXT})'\s*\)"
    r"\s*\.\s*answer(?:\.first\(\))?"
    r"(?:\.value(?:Boolean|Integer|Decimal|String|Coding)?)?(?:\.ofType\(\w+\))?"
    r"(?:\.first\(\))?(?:\.code)?(?:\.first\(\))?"
)
_COMPARED = re.compile(
    rf"{_PATH}\s*(?P<operator>!=|>=|<=|=|>|<)\s*"
    r"(?:(?P<flag>true|false)|(?P<number>-?\d{1,9}(?:\.\d{1,9})?)|'(?P<text>[^'\\]*)')"
)
_EXISTS = re.compile(rf"{_PATH}\s*\.\s*(?P<there>exists\(\)|empty\(\)|exists\(\)\.not\(\))")


def condition_of(extension: Fields) -> Condition | None:
    """The condition that an enableWhenExpression states; None where it is no plain comparison."""
    expression = extension.get("valueExpression")
    if not isinstance(expression, dict) or expression.get("language") != "text/fhirpath":
        return None
    text = expression.get("expression")
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    for word, every in (("and", True), ("or", False)):
        found = [_tests(part) for part in re.split(rf"\s+{word}\s+", _bare(text))]
        if all(found) and (every or all(len(tests) == 1 for tests in found)):
            return Condition(tuple(test for tests in found for test in tests), every)
    return None


def _tests(text: str) -> tuple[Test, ...]:
    """One comparison; none where it isn't one. Unlike in enableWhen, nothing differs from a text.

    In FHIRPath a comparison with no answer holds for no operator, also not for "!=".
    """
    text = _bare(text)
    if there := _EXISTS.fullmatch(text):
        return (Test(there["id"], Operator.EXISTS, there["there"] == "exists()"),)
    compared = _COMPARED.fullmatch(text)
    if compared is None:
        return ()
    test = Test(compared["id"], Operator(compared["operator"]), _literal(compared))
    if test.operator is not Operator.NOT_EQUAL:
        return (test,)
    return (Test(test.question, Operator.EXISTS, True), test)


def _literal(compared: re.Match[str]) -> One:
    if compared["flag"]:
        return compared["flag"] == "true"
    number = compared["number"]
    if number:
        return float(number) if "." in number else int(number)
    return compared["text"]


def _bare(text: str) -> str:
    """Without the brackets around all of it."""
    text = text.strip()
    inner = text[1:-1]
    if text[:1] == "(" and text[-1:] == ")" and re.fullmatch(r"(?:[^()]|\([^()]*\))*", inner):
        return inner.strip()
    return text
