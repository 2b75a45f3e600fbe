"""What is decoded is what was encoded, and bytes that are no value of the type are damage."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_values import find_codecs, outline, values

from generator.infra.serialization import Codec
from generator.infra.store import DamagedStoreError
from generator.model.dates import EdtfDate

CODECS = dict(sorted(find_codecs().items()))

LAW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
every_codec = pytest.mark.parametrize("name", CODECS)


class Attack:
    """A value whose pickle writes a file when it is read."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.target, "it ran")


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Add the name of a codec to an error."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"codec: {name}")
        raise


def test_codecs_are_found() -> None:
    names = {name.rpartition(".")[2] for name in CODECS}

    assert len(CODECS) > 30
    assert {"BRIEFING_CODEC", "SITE_CODEC", "RECORD_CODECS actor", "_CODECS published"} <= names


@every_codec
@LAW
@given(st.data())
def test_values_are_read_back_unchanged_and_truncation_is_damage(name: str, data: st.DataObject) -> None:
    codec = CODECS[name]
    value = data.draw(values(codec.value_type))
    whole = codec.encode(value)

    back = codec.decode(whole)

    assert back == value
    assert outline(back) == outline(value)
    with pytest.raises(DamagedStoreError):
        codec.decode(whole[:-1])
    with pytest.raises(DamagedStoreError):
        codec.decode(whole + b"\x00")


@settings(LAW, max_examples=30)
@given(data=st.binary(max_size=200) | st.binary(max_size=5).map(lambda tail: b"\x92\xdf\xff\xff\xff\xff" + tail))
def test_any_bytes_are_a_value_or_damage(data: bytes) -> None:
    for name, codec in CODECS.items():
        with naming(name), suppress(DamagedStoreError):
            codec.decode(data)


@pytest.mark.parametrize("shape", [{"a": [1]}, [[[]]], "text", b"bytes", {1: {2: 3}}, [{}, {}], 7.5], ids=repr)
def test_value_of_another_shape_is_damage_unless_it_fits(shape: object) -> None:
    encoded = msgspec.msgpack.encode(shape)
    for name, codec in CODECS.items():
        # A few of the shapes fit a few of the types.
        with naming(name), suppress(DamagedStoreError):
            value = codec.decode(encoded)
            assert outline(codec.decode(codec.encode(value))) == outline(value)


def test_pickle_is_damage_and_does_not_run(tmp_path: Path) -> None:
    attack = pickle.dumps(Attack(tmp_path / "ran"))
    for name, codec in CODECS.items():
        with naming(name), pytest.raises(DamagedStoreError):
            codec.decode(attack)
        assert not (tmp_path / "ran").exists(), name

    pickle.loads(attack)  # noqa: S301  # the attack is a real one
    assert (tmp_path / "ran").exists()


def test_deep_nesting_is_damage() -> None:
    with pytest.raises(DamagedStoreError):
        Codec(object).decode(b"\x91" * 1_000_000)


def test_an_invalid_date_is_damage() -> None:
    codec = Codec(EdtfDate)
    data = codec.encode(EdtfDate("2017-03"))

    with pytest.raises(DamagedStoreError):
        codec.decode(data.replace(b"2017-03", b"2017-99"))


def test_type_without_a_form_cannot_be_encoded() -> None:
    with pytest.raises(TypeError, match="no form"):
        Codec(object).encode(Attack(Path()))
