"""What is wrong with a bundle: its own rules, references, ids, types, then what others check."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from tests.exporting.fhir.profiles import broken_rules

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NUMBERS = ("valueDecimal", "valueInteger", "size")  # where JSON has to have a number


def problems(data: bytes, *, with_oracle: bool = True) -> list[str]:
    """Everything wrong with it; the oracle of structure is slow, and can be left out."""
    bundle = orjson.loads(data)
    entries = bundle.get("entry", [])
    found = [*_bundle(bundle), *_references(entries)]
    for number, entry in enumerate(entries):
        resource = entry["resource"]
        wrong = [*_types(resource), *broken_rules(resource)]
        if with_oracle:
            wrong += _oracle(resource)
        found += [f"entry {number}, {resource.get('resourceType')}: {one}" for one in wrong]
    return found


def _bundle(bundle: dict[str, Any]) -> Iterator[str]:
    if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "transaction":
        yield "it is no transaction"
    urls = [entry.get("fullUrl") for entry in bundle["entry"]]
    if len(set(urls)) < len(urls):
        yield "two entries have one URL"
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    if kinds.count("Patient") != 1:
        yield "it is not about one patient"
    for entry in bundle["entry"]:
        resource = entry["resource"]
        kind, name = resource["resourceType"], resource.get("id", "")
        if not ID.fullmatch(name):
            yield f"{name!r} is no id"
        if not URN.fullmatch(entry["fullUrl"]) or entry["fullUrl"] != f"urn:uuid:{name}":
            yield f"{entry['fullUrl']!r} is not the URL of {name!r}"
        if entry.get("request") != {"method": "PUT", "url": f"{kind}/{name}"}:
            yield f"{name} is not put where it belongs"
        identifiers = resource.get("identifier", [])
        for given in identifiers if isinstance(identifiers, list) else [identifiers]:
            if kind != "Questionnaire" and given.get("value") != entry["fullUrl"]:
                yield f"{name} is not identified by its URL"


def _references(entries: list[dict[str, Any]]) -> Iterator[str]:
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in entries}
    forms = {
        f"{form['url']}|{form['version']}" if "version" in form else form["url"]: form
        for form in (entry["resource"] for entry in entries)
        if form["resourceType"] == "Questionnaire" and "url" in form
    }
    for entry in entries:
        resource = entry["resource"]
        if resource["resourceType"] == "Questionnaire":
            continue
        for member, target in _every(resource, "reference"):
            if target not in kinds:
                yield f"{resource['id']} refers to {target}, which is not there"
            elif member in ("subject", "performer", "author") and kinds[target] != "Patient":
                yield f"{resource['id']} has a {member} that is no patient"
        form = resource.get("questionnaire")
        if form is not None:
            if form not in forms:
                yield f"{resource['id']} answers {form}, which is not there"
            else:
                yield from _unasked(resource, forms[form])


def _unasked(response: dict[str, Any], form: dict[str, Any]) -> Iterator[str]:
    asked = {value for _, value in _every(form, "linkId")}
    for _, link_id in _every(response, "linkId"):
        if link_id not in asked:
            yield f"{response['id']} answers {link_id}, which is not asked"


def _every(value: Any, name: str, member: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of members called `name`, with the member that its object is in."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key == name:
                yield member, below
            yield from _every(below, name, key)
    elif isinstance(value, list):
        for below in value:
            yield from _every(below, name, member)


def _types(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        if not value:
            yield "an empty list"
        for below in value:
            yield from _types(below)
    if isinstance(value, str) and not value.strip():
        yield "an empty text"
    if not isinstance(value, dict):
        return
    if not value:
        yield "an empty object"
    chosen = [key for key in value if re.match("value[A-Z]", key)]
    if len(chosen) > 1:
        yield f"several values: {', '.join(chosen)}"
    for key, below in value.items():
        number = isinstance(below, int | float) and not isinstance(below, bool)
        if not number and (key in NUMBERS or (key == "value" and "unit" in value)):
            yield f"{key} is no number: {below!r}"
        if key == "valueInteger" and not isinstance(below, int):
            yield f"{key} is no whole number: {below!r}"
        if key == "valueBoolean" and not isinstance(below, bool):
            yield f"{key} is neither true nor false: {below!r}"
        yield from _types(below)


def _oracle(resource: dict[str, Any]) -> Iterator[str]:
    try:
        get_fhir_model_class(resource["resourceType"]).model_validate_json(orjson.dumps(resource))
    except ValidationError as error:
        yield str(error)
