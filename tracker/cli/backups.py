"""The verbs that keep a diary safe: backup, restore, encrypt, decrypt."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.diaries import opened_store
from tracker.cli.output import print_lines, progress, refuse, say
from tracker.cli.passphrases import confirm, given_or_asked, unlock

# Everything else is imported where it is used, so that `--help` is quick.
if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.backup.restore import RestorePlan
    from tracker.store.reencrypt import Reencrypted
    from tracker.store.transfer import DiaryOwner

STRANGERS = (
    "In {file} is the diary of somebody who keeps none here: {people}. Nothing was changed. With"
    " --as-new it comes in beside those that are here; with --person NAME that one is restored"
    " alone."
)
NOT_THEIRS = (
    "{file} holds no diary of {person}, only of: {people}. Nothing was changed. Name a backup of"
    " that diary, or let this one come in beside it with --as-new."
)
SEVERAL = (
    "In {file} several may be the diary of {person}: {people}. Nothing was changed. Give the diary"
    " here the name that it has there, with “backbeat people rename”, then try again."
)


def backup(options: argparse.Namespace) -> int:
    """Write the whole database, or one person's diary, to one file."""
    from tracker.store import find_diary
    from tracker.store.backup.backup_files import write_backup

    passphrase = None
    if options.encrypt:
        passphrase = given_or_asked(
            options.passphrase_file, "Passphrase of the backup: ", twice=True
        )
    with opened_store(options) as store:
        one = None if options.person is None else [find_diary(store, options.person).person_id]
        path = write_backup(store, options.path, passphrase, one)
        people = len(one or store.people())
        kept = "It opens with its passphrase only." if passphrase else _protection(store)
    diaries = "1 diary" if people == 1 else f"{people} diaries"
    print_lines(iter([f"Wrote {path}: {diaries}, read back and found whole. {kept}"]))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Replace diaries by those of a backup, after saying what would change."""
    from tracker.store.backup.restore import restore_backup
    from tracker.store.backup.restore_summary import restore_text

    path: Path = options.path
    if options.person is not None and options.as_new:
        options.wrong("give either --person or --as-new")
    if not path.is_file():
        return refuse(f"There is no file {path}. Nothing was changed. Name a backup.")
    unlock(options.database)
    with _opened(path, options) as backup, _present(options) as store:
        if store is None:
            return 1
        plan = _planned(store, backup, options)
        if plan is None:
            return 1
        print_lines(restore_text(plan))
        if plan.replaces and not _agreed(options, plan):
            return refuse("Nothing was changed.")
        aside = restore_backup(store, backup, plan, progress("Restoring"))
    if aside is not None:
        print_lines(iter([f"Restored. What was there before is kept in {aside.file}"]))
    else:
        print_lines(iter(["Restored."]))
    return 0


def encrypt(options: argparse.Namespace) -> int:
    """Encrypt the diary's file and its copies, or change their passphrase."""
    from tracker.store.address import default_url, file_of, read_address
    from tracker.store.backup.age_encryption import check_passphrase
    from tracker.store.encryption import passphrase_sources
    from tracker.store.encryption.cipher import is_encrypted
    from tracker.store.reencrypt import reencrypt

    file = file_of(read_address(options.database or default_url()))
    again = file is not None and is_encrypted(file) and not options.new_passphrase
    unlock(options.database)
    if again:  # only what is not encrypted yet
        passphrase = given_or_asked(options.passphrase_file, "Passphrase of the diary: ")
        passphrase_sources.unlock(options.database, passphrase)
    else:
        passphrase = given_or_asked(options.passphrase_file, "New passphrase: ", twice=True)
        check_passphrase(passphrase)
    done = reencrypt(options.database, passphrase)
    print_lines(_encrypted_words(done))
    left = _told_what_is_left(done.left, "They are not encrypted, or with another passphrase")
    keep = options.key_ring or passphrase_sources.in_key_ring(
        done.file
    )  # none there that no longer opens it
    if keep and not passphrase_sources.keep_in_key_ring(done.file, passphrase):
        say(
            "This computer has no key ring that Backbeat can use, so the passphrase was not kept."
            " Start Backbeat with “backbeat run” in a terminal, which asks for it, or name a file"
            f" that holds it in {passphrase_sources.VARIABLE}."
        )
        return 1
    return left


def decrypt(options: argparse.Namespace) -> int:
    """Make an encrypted diary and its copies readable without a passphrase again."""
    from tracker.store.address import default_url
    from tracker.store.encryption import passphrase_sources
    from tracker.store.reencrypt import reencrypt

    if passphrase_sources.needs_passphrase(options.database):
        asked = given_or_asked(options.passphrase_file, "Passphrase of the diary: ")
        passphrase_sources.unlock(options.database or default_url(), asked)
    done = reencrypt(options.database, None)
    passphrase_sources.keep_in_key_ring(done.file, None)
    if not done.database:
        print_lines(iter([f"{done.file} was not encrypted."]))
    else:
        print_lines(
            iter(
                [
                    f"{done.file} is no longer encrypted: who can read the file can read your"
                    " diary.",
                    *(f"Neither is {copy}" for copy in done.copies),
                ]
            )
        )
    return _told_what_is_left(done.left, "They have another passphrase")


def _encrypted_words(done: Reencrypted) -> Iterator[str]:
    if done.database:
        yield f"{done.file} is encrypted. Without the passphrase nobody can read it, not even you."
    else:
        yield f"{done.file} was encrypted already."
    yield from (f"Encrypted too: {copy}" for copy in done.copies)
    yield (
        "The readable files were overwritten before they were deleted. A disk may still hold older"
        " traces of them: solid-state drives, snapshots, synchronised folders and backups of the"
        " whole computer keep what they like."
    )
    yield (
        "Backups, exports and downloads that you saved elsewhere are as they were: delete those"
        " you no longer want to be readable."
    )


def _told_what_is_left(left: Sequence[Path], why: str) -> int:
    if not left:
        return 0
    say(f"These copies could not be opened, and were left as they are. {why}, or damaged:")
    for path in left:
        say(f"  {path}")
    return 1


def _protection(store: Store) -> str:
    if store.cipher is not None:
        return "It opens with the passphrase of the diary only."
    return "Anybody who has the file can read it; --encrypt asks for a passphrase."


@contextmanager
def _opened(path: Path, options: argparse.Namespace) -> Iterator[Store]:
    """The backup, with the passphrase of the diary or one that is asked for."""
    from tracker.store.address import default_url, file_of, read_address
    from tracker.store.backup.backup_files import open_backup, wants_passphrase
    from tracker.store.driver_errors import translate_errors
    from tracker.store.encryption import passphrase_sources

    address = read_address(options.database or default_url())
    file = file_of(address)
    if file is not None and file.exists() and file.samefile(path):
        from tracker.files.errors import FileError

        raise FileError(f"{path} is the diary itself. Nothing was changed. Name a backup of it.")
    passphrase = None
    cipher = None
    if wants_passphrase(path):
        cipher = (
            None if file is None or options.passphrase_file else passphrase_sources.cipher_of(file)
        )
        with translate_errors(str(path)):
            opens = cipher is not None and cipher.opens(path)
        if opens:
            with open_backup(path, str(path), cipher=cipher) as backup:
                yield backup
            return
        passphrase = given_or_asked(options.passphrase_file, "Passphrase of the backup: ")
    with open_backup(path, str(path), passphrase, cipher) as backup:
        yield backup


def _planned(store: Store, backup: Store, options: argparse.Namespace) -> RestorePlan | None:
    """What becomes of whom; None where it is said why nothing does."""
    from tracker.store import find_diary
    from tracker.store.backup.restore import plan_everybody, plan_one, same_person
    from tracker.store.transfer import diary_owners

    report = progress("Reading")
    if options.person is None:
        plan = plan_everybody(store, backup, report)
        if not plan.newcomers or options.as_new:
            return plan
        say(STRANGERS.format(file=options.path, people=_named(plan.newcomers)))
        return None
    diary = find_diary(store, options.person)
    found = same_person(store, diary.person_id, backup)
    if len(found) == 1:
        return plan_one(store, diary.person_id, backup, found[0].id, report)
    names = _named(found or diary_owners(backup))
    words = SEVERAL if found else NOT_THEIRS
    say(words.format(file=options.path, people=names, person=diary.person().name or "this person"))
    return None


def _named(people: Sequence[DiaryOwner]) -> str:
    from tracker.formatting import listed

    return listed(owner.name or "somebody without a name" for owner in people)


@contextmanager
def _present(options: argparse.Namespace) -> Iterator[Store | None]:
    """The database to restore to; one that cannot be opened is put aside when that is agreed to."""
    from tracker.store import DatabaseDamaged, DatabaseTooNew, open_store
    from tracker.store.copies import put_aside

    try:
        store = open_store(options.database)
        store.people()
    except (DatabaseDamaged, DatabaseTooNew) as refusal:
        say(str(refusal))
        if not options.yes and not confirm("Put it aside and start with the backup?"):
            say("Nothing was changed. With --yes it is put aside without asking.")
            yield None
            return
        aside = put_aside(
            options.database, "newer" if isinstance(refusal, DatabaseTooNew) else "damaged"
        )
        if aside is None:
            raise
        print_lines(iter([f"What was there is kept as {aside}"]))
        store = open_store(options.database)
    try:
        yield store
    finally:
        store.close()


def _agreed(options: argparse.Namespace, plan: RestorePlan) -> bool:
    if options.yes or confirm("Replace what is there? A copy of it is kept."):
        return True
    say("What is there would be replaced: say yes when asked, or add --yes.")
    return False
