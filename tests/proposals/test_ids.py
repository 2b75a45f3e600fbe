"""Ids of proposals."""

import pytest

from generator.model.fields import DEVICE_NAMES, check_new_id
from generator.proposals.ids import make_id


@pytest.mark.parametrize("device", sorted(DEVICE_NAMES))
def test_no_proposal_has_an_id_that_windows_cannot_store(device: str) -> None:
    assert make_id(device) == make_id(device.upper()) == f"{device}-2"
    assert make_id(device, {f"{device}-2"}) == f"{device}-3"
    assert check_new_id(make_id(device)) == ""


@pytest.mark.parametrize("name", ["Console", "Com 10", "Nulla", "Lpt"])
def test_names_that_only_begin_with_a_reserved_name_are_kept(name: str) -> None:
    assert "-2" not in make_id(name)
