"""What the tests of the server share."""

from collections.abc import Iterator

import pytest

from tests.running import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One real server with an empty diary."""
    database = tmp_path_factory.mktemp("diary") / "diary.sqlite"
    with Server(f"sqlite:///{database}") as running:
        yield running
