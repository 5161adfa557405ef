"""My data: copies by themselves, one to take along, and the way back to an earlier state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.builders import BY, ago, check_in, walk
from tests.pages.conftest import BERLIN
from tests.pages.visiting import Visit, at_this_computer
from tests.store.test_history import contents
from tracker.files.named_bytes import ExportFile
from tracker.identity.identity import Identity
from tracker.store import Diary, DiskFull, Store, find_diary, open_store
from tracker.store.backup.backup_files import backup, open_backup
from tracker.store.copies import Copy, CopyReason, copies, set_aside
from tracker.store.encryption import passphrase_sources
from tracker.store.encryption.cipher import Cipher
from tracker.store.reencrypt import reencrypt
from tracker.web import daily_copies, private_files
from tracker.web.open_store import open_database

PASSPHRASE = "a long walk in the rain"  # noqa: S105
pytestmark = pytest.mark.usefixtures("quick_seals")
Give = Callable[[str, bytes], Visit]


@pytest.fixture(autouse=True)
def no_trouble_from_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_copies, "failures", [])
    monkeypatch.setattr(passphrase_sources, "passphrases", {})
    monkeypatch.delenv("BACKBEAT_COPIES", raising=False)


@pytest.fixture
def url(database: Path) -> str:
    return f"sqlite:///{database}"


@pytest.fixture
def earlier(diary: Diary, today: date, url: str) -> Copy:
    """A copy of yesterday, after which the diary went on."""
    diary.apply([check_in(ago(today, 2), 4), check_in(ago(today, 1), 5)], by=BY)
    copy = set_aside(url, CopyReason.DAILY, now=datetime.now() - timedelta(days=1))
    diary.apply([check_in(today, 6), check_in(ago(today, 1), 9), walk(today)], by=BY)
    diary.remove(diary.check_ins()[0], by=BY)
    return copy


def in_berlin(copy: Copy) -> datetime:
    """A copy's moment on the person's clock, which need not be the computer's."""
    return copy.at.astimezone(ZoneInfo(BERLIN.time_zone))


def go_back_to(name: str) -> Visit:
    visit = Visit("data").open("restore")
    return visit.choose("What to go back to", name)


@pytest.fixture
def give() -> Give:
    """A window in which a backup file was chosen."""

    def given(name: str, content: bytes) -> Visit:
        visit = go_back_to("A backup file")
        visit.app.file_uploader[1].upload(name, content)
        return visit.again()

    return given


def table(visit: Visit) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = visit.app.table[-1].value.to_dict("records")
    return rows


# -- copies


def test_it_says_what_is_kept_and_where(earlier: Copy) -> None:
    words = Visit("data").words
    assert "once a day and checks the copy" in words
    assert f"The latest is of Yesterday, {in_berlin(earlier):%H:%M}." in words
    assert f"They are in {earlier.file.parent}." in words.replace("\\", "")


def test_a_copy_is_made_when_it_is_asked_for(diary: Diary, today: date, url: str) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = Visit("data").tap("Make a copy now")
    [copy] = copies(url)
    assert copy.why == CopyReason.ASKED
    assert f"Copied and checked: {copy.file.name}" in visit.words
    with open_backup(copy.file, "It") as store:
        assert contents(find_diary(store, newcomer=BERLIN)) == contents(diary)


def test_a_copy_that_cannot_be_made_is_told(
    diary: Diary, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("The disk is full. Make room.")

    monkeypatch.setattr("tracker.ui.data.backups.keep_own_copy", full)
    assert "The copy could not be made. The disk is full." in Visit("data").tap(
        "Make a copy now"
    ).words.replace("\\", "")
    assert copies(url) == []


def test_the_copies_are_listed_with_what_is_in_them(earlier: Copy, today: date) -> None:
    visit = Visit("data").open("restore")
    assert visit.options("What to go back to") == [
        f"Yesterday, {in_berlin(earlier):%H:%M}",
        "A backup file",
    ]
    captions = visit.widget("What to go back to").proto.captions
    assert captions[0].replace("\\", "").startswith("2 entries, ")


def test_many_copies_are_listed_when_asked_for(diary: Diary, today: date, url: str) -> None:
    diary.save(check_in(today, 4), by=BY)
    for days in range(10):
        set_aside(url, CopyReason.ASKED, now=datetime.now() - timedelta(days=days))
    there = len(copies(url))
    assert there >= 8
    visit = Visit("data").open("restore")
    assert len(visit.options("What to go back to")) == 7 + 1
    visit.choose(f"Older copies ({there - 7})", True)
    assert len(visit.options("What to go back to")) == there + 1


def test_the_days_copy_is_made_by_the_server_and_trouble_is_told(
    diary: Diary, today: date, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.save(check_in(today, 4), by=BY)
    daily_copies.make_copy()
    daily_copies.make_copy()
    assert [copy.why for copy in copies(url)] == [CopyReason.DAILY]
    copies(url)[0].file.unlink()

    def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr("tracker.store.backup.automatic_copies.make_daily", full)
    daily_copies.make_copy()
    words = Visit("data").words.replace("\\", "")
    assert "Today's copy could not be made." in words
    assert "The disk is full" in words
    monkeypatch.undo()
    daily_copies.failures.clear()


def test_daily_copies_can_be_switched_off(
    diary: Diary, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKBEAT_COPIES", "off")
    daily_copies.make_copy()
    assert copies(url) == []
    assert "Daily copies are switched off" in Visit("data").words


# -- going back


def test_what_would_change_is_shown_before_anything_does(
    earlier: Copy, diary: Diary, today: date
) -> None:
    before = contents(diary)
    visit = go_back_to(earlier.file.name)
    assert "1 day comes back, 1 day changes and 1 day goes." in visit.words
    assert table(visit) == [
        {"What": "Check-ins", "Come back": 1, "Change": 1, "Go": 1},
        {"What": "Activities", "Come back": 0, "Change": 0, "Go": 1},
    ]
    assert "Restore" in visit.buttons
    assert contents(diary) == before


def test_restoring_brings_it_back_and_keeps_what_was(
    earlier: Copy, diary: Diary, today: date, url: str
) -> None:
    before = contents(diary)
    visit = go_back_to(earlier.file.name).tap("Restore")
    assert [(c.date, c.pain) for c in diary.check_ins()] == [
        (ago(today, 2), 4),
        (ago(today, 1), 5),
    ]
    [aside] = [copy for copy in copies(url) if copy.why == CopyReason.RESTORE]
    words = visit.words.replace("\\", "")
    assert "Restored: your diary is what it was in the copy of Yesterday" in words
    assert f"Your diary as it was before is in {aside.file.name}." in words
    go_back_to(aside.file.name).tap("Restore")
    assert contents(diary) == before


def test_screens_show_the_restored_diary_at_once(earlier: Copy, diary: Diary, today: date) -> None:
    visit = Visit()
    assert visit.pain == 6
    go_back_to(earlier.file.name).tap("Restore")
    assert Visit().pain is None
    Visit().rate(3)
    assert diary.check_in(today).pain == 3  # type: ignore[union-attr]


def test_a_diary_that_changes_meanwhile_is_shown_again(
    earlier: Copy, diary: Diary, today: date
) -> None:
    visit = go_back_to(earlier.file.name)
    diary.save(walk(ago(today, 5)), by=BY)
    visit.tap("Restore")
    assert "Your diary changed in the meantime, so nothing was restored." in visit.words
    assert len(diary.activities()) == 2
    assert table(visit)[1] == {"What": "Activities", "Come back": 0, "Change": 0, "Go": 2}


def test_a_copy_that_says_the_same_offers_nothing(diary: Diary, today: date, url: str) -> None:
    diary.save(check_in(today, 4), by=BY)
    copy = set_aside(url, CopyReason.ASKED)
    visit = go_back_to(copy.file.name)
    assert "Your diary is the same" in visit.words
    assert "Restore" not in visit.buttons


def test_a_damaged_copy_is_told_and_changes_nothing(earlier: Copy, diary: Diary) -> None:
    before = contents(diary)
    earlier.file.write_bytes(earlier.file.read_bytes()[:20_000])
    visit = Visit("data").open("restore")
    assert "damaged" in visit.widget("What to go back to").proto.captions[0]
    visit = go_back_to(earlier.file.name)
    assert "is damaged, or is no backup of Backbeat" in visit.words
    assert "Restore" not in visit.buttons
    assert contents(diary) == before


# -- a file


def test_a_backup_file_is_restored(earlier: Copy, give: Give, diary: Diary, today: date) -> None:
    visit = give("mine.db", earlier.file.read_bytes())
    assert table(visit)[0]["What"] == "Check-ins"
    visit.tap("Restore")
    assert "Restored: your diary is what it was in mine.db." in visit.words.replace("\\", "")
    assert [c.pain for c in diary.check_ins()] == [4, 5]


def test_a_sealed_backup_asks_for_its_passphrase(
    give: Give, diary: Diary, today: date, url: str
) -> None:
    diary.save(check_in(today, 4), by=BY)
    store = open_store(url)
    data = backup(store, PASSPHRASE, [1])
    store.close()
    diary.save(walk(today), by=BY)
    visit = give("mine.db.age", data)
    assert "Restore" not in visit.buttons
    visit.choose("Passphrase it was made with", "something else")
    assert "The passphrase does not open mine.db.age" in visit.words.replace("\\", "")
    visit.choose("Passphrase it was made with", PASSPHRASE)
    visit.tap("Restore")
    assert diary.activities() == []


@pytest.mark.parametrize("content", [b"", b"date,pain\n", bytes(range(256)), b"SQLite format 3\0"])
def test_what_is_no_backup_is_refused(
    give: Give, diary: Diary, today: date, content: bytes
) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = give("thesis.db", content)
    assert "is damaged, or is no backup of Backbeat" in visit.words
    assert "Restore" not in visit.buttons
    assert len(diary.check_ins()) == 1


def test_of_several_strangers_in_a_file_one_is_chosen(
    give: Give, diary: Diary, today: date, tmp_path: Path
) -> None:
    family = open_store(f"sqlite:///{tmp_path / 'family.db'}")
    for name, pain in (("Ada", 1), ("B*n*", 8)):
        family.diary(family.add_person(replace(BERLIN, name=name))).save(
            check_in(today, pain), by=BY
        )
    data = backup(family)
    family.close()
    visit = give("family.db", data)
    assert "Restore" not in visit.buttons
    assert visit.options("Whose diary") == ["Ada", "B*n*"]
    visit.choose("Whose diary", 2).tap("Restore")
    assert diary.check_in(today).pain == 8  # type: ignore[union-attr]
    assert diary.person().name == "B*n*"


# -- one to take along


def test_a_backup_can_be_taken_along(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = Visit("data").open("take-backup")
    assert "Without a passphrase, anybody who has the file can read it." in visit.words
    assert "Download backup" in visit.buttons
    visit.choose("Passphrase for the file", "short")
    assert "That passphrase is too short" in visit.words
    assert "Download backup" not in visit.buttons
    visit.choose("Passphrase for the file", PASSPHRASE)
    assert "Without this passphrase nobody can open the file" in visit.words


def test_only_ones_own_diary_is_taken_along(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = open_database()
    store.diary(store.add_person(replace(BERLIN, name="Ben"))).save(
        check_in(today, 9, note="bens words"), by=BY
    )
    made: list[ExportFile] = []
    monkeypatch.setattr(private_files, "keep", made.append)
    ada = Identity("her browser", diary.person_id)
    Visit("data", identity=ada).open("take-backup").tap("Download backup")
    assert made[-1].name.endswith(".db")
    assert b"bens words" not in made[-1].data
    with open_backup(made[-1].data, "It") as copy:
        assert len(copy.people()) == 1


# -- several people


@pytest.fixture
def ben(diary: Diary, today: date) -> Diary:
    """Ben, beside the person of the diary, who is called Ada."""
    person = diary.person()
    diary.save(replace(person, name="Ada"), person, by=BY)
    diary.save(check_in(today, 4), by=BY)
    store = open_database()
    ben = store.diary(store.add_person(replace(BERLIN, name="Ben")))
    ben.save(check_in(today, 9, note="bens words"), by=BY)
    return ben


def data_of(diary: Diary) -> Visit:
    """My data, as the browser of one of several people shows it."""
    return Visit("data", identity=Identity("a browser", diary.person_id))


def test_one_of_several_copies_their_own_rows_and_sees_nobody_elses_copies(
    diary: Diary, ben: Diary, url: str
) -> None:
    whole = set_aside(url, CopyReason.DAILY)
    visit = data_of(diary).tap("Make a copy now")
    assert "Copied and checked" in visit.words
    [own] = copies(url, diary.identity())
    assert b"bens words" not in own.file.read_bytes()
    assert data_of(diary).open("restore").options("What to go back to")[1:] == ["A backup file"]
    assert data_of(ben).open("restore").options("What to go back to") == ["A backup file"]
    assert whole in copies(url)


def test_one_of_several_goes_back_alone(diary: Diary, ben: Diary, url: str, today: date) -> None:
    data_of(diary).tap("Make a copy now")
    diary.save(walk(today), by=BY)
    [own] = copies(url, diary.identity())
    bens = contents(ben)
    visit = data_of(diary).open("restore").choose("What to go back to", own.file.name)
    visit.tap("Restore")
    assert "Restored: your diary is what it was" in visit.words
    assert diary.activities() == []
    assert contents(ben) == bens
    assert copies(url) == [], "what was there before is kept in their own folder"
    assert len(copies(url, diary.identity())) == 2


def test_a_backup_of_somebody_else_is_not_restored_and_it_is_said_whose_it_is(
    diary: Diary, ben: Diary
) -> None:
    theirs = backup(open_database(), people=[ben.person_id])
    visit = data_of(diary).open("restore").choose("What to go back to", "A backup file")
    visit.app.file_uploader[1].upload("ben.db", theirs)
    visit = visit.again()
    assert "This backup is not of your diary: it holds that of Ben." in visit.words
    assert "Restore" not in visit.buttons


def test_one_of_several_deletes_everything_of_theirs_and_sees_no_other_diary(
    diary: Diary, ben: Diary, url: str, today: date
) -> None:
    whole = set_aside(url, CopyReason.DAILY)
    data_of(diary).tap("Make a copy now")
    bens = contents(ben)
    visit = data_of(diary).choose("What do you want to delete?", "Everything")
    assert "The other people's diaries stay as they are" in visit.words
    visit.choose("To be sure, type “delete”", "delete")
    app = visit.app.button(key="delete-everything").click().run()
    assert app.exception, "tests/ui/test_error_page.py: it says that this diary was deleted"
    assert not app.title
    assert [person.name for _, person in open_database().people()] == ["Ben"]
    assert contents(ben) == bens
    assert copies(url) == [whole]
    with open_backup(whole.file, "It") as copy:
        assert [person.name for _, person in copy.people()] == ["Ben"]


# -- an encrypted diary


@pytest.fixture
def encrypted(diary: Diary, earlier: Copy, url: str) -> Copy:
    open_database().close()
    st.cache_resource.clear()
    diary._reads.dispose()  # a diary that is open elsewhere is not encrypted
    reencrypt(url, PASSPHRASE)
    passphrase_sources.unlock(url, PASSPHRASE)
    return earlier


def test_an_encrypted_diary_goes_back_without_asking_again(encrypted: Copy) -> None:
    visit = go_back_to(encrypted.file.name)
    assert "encrypted like your diary" in visit.words
    visit.tap("Restore")
    diary = find_diary(open_database(), newcomer=BERLIN)
    assert [check.pain for check in diary.check_ins()] == [4, 5]


def test_a_damaged_copy_of_an_encrypted_diary_is_told(
    encrypted: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlcipher3 import dbapi2

    real = Cipher.opens

    def malformed(cipher: Cipher, file: Path) -> bool:
        if file == encrypted.file:
            raise dbapi2.DatabaseError("database disk image is malformed")
        return real(cipher, file)

    monkeypatch.setattr(Cipher, "opens", malformed)
    visit = go_back_to(encrypted.file.name)
    assert "reported an error" in visit.words
    assert "Restore" not in visit.buttons


def _locked() -> None:
    from tracker.store import StoreError
    from tracker.ui import session
    from tracker.ui.error_page import show_failure

    try:
        session.diary()
    except StoreError as error:
        show_failure(error)


@pytest.mark.usefixtures("encrypted")
def test_an_encrypted_diary_without_passphrase_says_calmly_how_to_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    open_database().close()
    st.cache_resource.clear()
    passphrase_sources.passphrases.clear()
    shown = at_this_computer(AppTest.from_function(_locked)).run()
    assert shown.info[0].value == "Your diary is locked."
    assert "Start Backbeat with “backbeat run” in a terminal" in shown.text[0].value
    assert not shown.text_input, "no passphrase travels through a page"

    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase")
    monkeypatch.setenv("BACKBEAT_PASSPHRASE_FILE", str(wrong))
    shown = at_this_computer(AppTest.from_function(_locked)).run()
    assert shown.info[0].value == "Your diary is locked."
    assert f"The passphrase in {wrong} does not open" in shown.text[0].value
