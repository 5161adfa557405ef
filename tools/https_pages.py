"""Writes docs/https.md and its pictures from data/https.toml: `python -m tools.https_pages`.

The page that is served beside Backbeat is made of the same (tracker/web/trust_page.py).
"""

from collections.abc import Iterator
from pathlib import Path

from tracker.places import ROOT
from tracker.web.trust_page import TrustGuide, guide, picture

PAGE = ROOT / "docs" / "https.md"
PICTURES = ROOT / "docs" / "https"
_BEGINS = """# Backbeat with https

```sh
backbeat run --https                                # a certificate that is made here
backbeat run --certificate chain.pem --key key.pem  # one of your own
```

Without an option Backbeat is served over http, which is enough on the computer that it runs on.
On a phone https brings more (the table below).

**Made here.** The first start makes an authority and one certificate of it, for `localhost`, the
computer's names (`NAME`, `NAME.local`, `backbeat-NAME.local`) and its address. The authority's key
is forgotten at once: nobody can make another certificate that your phone would believe, and
Backbeat cannot make one either that it believes already. So each phone has to trust a new one again

- 30 days before the end of the one before: it lasts 825 days, the most that an iPhone takes;
- where the computer is called something else;
- where it has another address **and** the network knows no names ([phones.md](phones.md)). While a
  name leads to the computer, the certificate stays: it is for the name, and the QR code then has
  the name. Where none does, a new certificate is made at once, without a restart, and the terminal
  says its fingerprint. It is for the addresses before as well: a laptop in two networks in turn
  needs one.

The files are in the folder `https` of your user
data folder, closed to others.

Backbeat says in the terminal at which address the page below is served, over plain http: on the
port after its own. It shows the same as here, with the file to download and the fingerprint to
compare.

**One of your own.** The file of the whole chain, in PEM form, and its key without a passphrase,
readable for you alone. A wrong pair, one that has ended, one that cannot be read and a key that
others could read are refused before anything is started. Start Backbeat again once it was
renewed. With `--phone`, phones call the computer by the names in it, and by its address; by no
others. The QR code has the first of its names that is not a pattern (`*.`); your own DNS has to
lead it to the computer's address.

"""
_ENDS = """
## What was tried, and what was not

Tests serve Backbeat by https, check the certificate as OpenSSL does (strictly, with the authority
as the only one that is trusted), and do a check-in in Chromium. The steps for iPhone and Android
are written from what Apple and Google say, and were not tried on real phones: names of settings
differ between versions and makers.
"""


def main() -> None:
    """Write the page and its pictures."""
    PICTURES.mkdir(exist_ok=True)
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")


def pages() -> dict[Path, str]:
    """The page and its pictures as they should be, by their files."""
    told = guide()
    pictures = {PICTURES / f"{name}.svg": f"{drawn}\n" for name, drawn in _pictures(told) if drawn}
    return {PAGE: f"{_BEGINS}{''.join(_parts(told))}{_ENDS}", **pictures}


def _pictures(told: TrustGuide) -> Iterator[tuple[str, str]]:
    for device in told.devices:
        for number, step in enumerate(device.steps, 1):
            yield f"{device.name.split()[0].lower()}-{number}", picture(step)


def _parts(told: TrustGuide) -> Iterator[str]:
    yield f"{told.intro} {told.check}\n"
    for device in told.devices:
        yield f"\n## {device.name}\n"
        for number, step in enumerate(device.steps, 1):
            yield f"{number}. {step.says}\n"
            if step.rows:
                name = f"{device.name.split()[0].lower()}-{number}"
                words = f"{step.title}: {step.rows[step.tap - 1]}"
                yield f'   <br><img width="240" alt="{words}" src="https/{name}.svg">\n'
        yield f"\nTo undo it: {device.undo}\n"
    yield f"\n## {told.brings.heading}\n"
    yield f"| {' | '.join(told.brings.columns)} |\n|---|---|---|\n"
    yield from (f"| {' | '.join(row)} |\n" for row in told.brings.rows)


if __name__ == "__main__":
    main()
