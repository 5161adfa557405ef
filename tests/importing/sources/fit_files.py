"""Small FIT files, written as the format's description says."""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
ENUM, UINT16, UINT32, UINT32Z = (0x00, "B"), (0x84, "H"), (0x86, "I"), (0x8C, "I")
RUNNING, CYCLING, TRANSITION, SWIMMING, TRAINING, WALKING, DRIVING = 1, 2, 3, 5, 10, 11, 24
STRENGTH_TRAINING = 20
START, STOP_ALL = 0, 4
_CRC = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)
Field = tuple[int, tuple[int, str], int]


def seconds(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds())


def message(number: int, *fields: Field) -> bytes:
    """A definition and one message of it: fields are (number, type, value)."""
    definition = struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields))
    for place, (base, code), _ in fields:
        definition += struct.pack("BBB", place, struct.calcsize(code), base)
    values = b"".join(struct.pack(f"<{code}", value) for _, (_, code), value in fields)
    return definition + b"\x00" + values


def file_id(made: datetime, kind: int = 4, serial: int = 777) -> bytes:
    return message(
        0, (0, ENUM, kind), (1, UINT16, 1), (3, UINT32Z, serial), (4, UINT32, seconds(made))
    )


def session(
    start: datetime,
    timer: float,
    sport: int,
    sub_sport: int = 0,
    elapsed: float | None = None,
    metres: float | None = None,
) -> bytes:
    distance = () if metres is None else ((9, UINT32, int(100 * metres)),)
    return message(
        18,
        (253, UINT32, seconds(start) + int(timer)),
        (2, UINT32, seconds(start)),
        (5, ENUM, sport),
        (6, ENUM, sub_sport),
        (7, UINT32, int(1000 * (elapsed or timer))),
        (8, UINT32, int(1000 * timer)),
        *distance,
    )


def timer(moment: datetime, what: int) -> bytes:
    """The timer was started or stopped."""
    return message(21, (253, UINT32, seconds(moment)), (0, ENUM, 0), (1, ENUM, what))


def lap(start: datetime, timer: float) -> bytes:
    return message(19, (2, UINT32, seconds(start)), (8, UINT32, int(1000 * timer)))


def record(moment: datetime) -> bytes:
    return message(20, (253, UINT32, seconds(moment)))


def sport(number: int) -> bytes:
    return message(12, (0, ENUM, number), (1, ENUM, 0))


def activity(moment: datetime, hours_ahead: float) -> bytes:
    utc = seconds(moment)
    return message(34, (253, UINT32, utc), (5, UINT32, utc + int(3600 * hours_ahead)))


def monitoring(moment: datetime) -> bytes:
    return message(55, (253, UINT32, seconds(moment)), (3, UINT32, 40))


def fit(messages: Sequence[bytes]) -> bytes:
    body = b"".join(messages)
    header = struct.pack("<BBHI4s", 14, 0x10, 2132, len(body), b".FIT")
    header += struct.pack("<H", _crc(header))
    return header + body + struct.pack("<H", _crc(header + body))


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            crc = ((crc >> 4) & 0x0FFF) ^ _CRC[crc & 0xF] ^ _CRC[half]
    return crc
