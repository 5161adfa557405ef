"""Secrets and what they open, without any server."""

import os
from pathlib import Path

import pytest

from tracker.identity import access
from tracker.identity.access import TICKET_LIFETIME, Door, cookie_value, make_ticket, proof
from tracker.identity.key import FILE, account_key

KEY = b"k" * 32


@pytest.fixture
def door() -> Door:
    """One run of a server."""
    return Door(KEY)


def test_a_cookie_opens_the_port_it_was_given_for_alone(door: Door) -> None:
    assert door.admits(8501, cookie_value(KEY, 8501))
    assert not door.admits(8502, cookie_value(KEY, 8501))


@pytest.mark.parametrize("shown", [None, "", "x", "ü", "\udcff", cookie_value(b"l" * 32, 8501)])
def test_anything_else_opens_nothing(door: Door, shown: str | None) -> None:
    assert not door.admits(8501, shown)
    assert not door.lets_in(8501, shown or "")


def test_a_cookie_outlives_the_server_that_gave_it(door: Door) -> None:
    assert Door(KEY).admits(8501, door.cookie_value(8501))


def test_the_printed_secret_opens_as_often_as_wanted_and_one_run_only(door: Door) -> None:
    assert door.lets_in(8501, door.secret)
    assert door.lets_in(8501, door.secret)
    assert not Door(KEY).lets_in(8501, door.secret)


def test_a_ticket_opens_once(door: Door) -> None:
    ticket = door.ticket(8501)
    assert door.lets_in(8501, ticket)
    assert not door.lets_in(8501, ticket)


def test_a_ticket_is_for_one_port_one_run_and_a_short_time(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = make_ticket(KEY, 8501, door.run)
    assert not door.lets_in(8502, ticket)
    assert not Door(KEY).lets_in(8501, ticket), "a server that was started anew"
    later = access.time.time() + TICKET_LIFETIME + 1
    monkeypatch.setattr(access.time, "time", lambda: later)
    assert not door.lets_in(8501, ticket)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_ticket_that_was_changed_opens_nothing(door: Door, part: int) -> None:
    parts = door.ticket(8501).split(".")
    parts[part] = f"9{parts[part][1:]}" if parts[part][0] != "9" else f"8{parts[part][1:]}"
    assert not door.lets_in(8501, ".".join(parts))


def test_a_proof_is_no_key_to_anything(door: Door) -> None:
    for challenge in ("", "8501", "cookie", f"ticket\n8501\n{door.run}"):
        shown = proof(KEY, 8501, door.run, challenge)
        assert not door.admits(8501, shown)
        assert not door.lets_in(8501, shown)


def test_the_key_is_kept_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = account_key(folder)
    assert account_key(folder) == key
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("loose", ["mode", "cut off"])
def test_a_key_that_others_may_know_or_that_is_not_whole_is_replaced(
    tmp_path: Path, loose: str
) -> None:
    key = account_key(tmp_path)
    if loose == "mode":
        (tmp_path / FILE).chmod(0o644)
    else:
        os.truncate(tmp_path / FILE, 5)
    other = account_key(tmp_path)
    assert other != key
    assert account_key(tmp_path) == other
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
