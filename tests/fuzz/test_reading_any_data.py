"""`read_as` takes any data: a value of the model comes of it, and every problem is one that can be told."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangling import METADATA, changed, loaded, values

from generator.diagnostics import Source
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.references import references
from generator.model.site import Site
from generator.model.written import Reading, W, Written, read_as
from generator.rules import RULES
from generator.source.tree import REFUSED, locate

MODELS: list[type[Written]] = [Metadata, Site, *ENTITIES.values()]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
modest = settings(max_examples=60, deadline=None)

refused = st.recursive(
    st.just(REFUSED) | values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


def assert_can_be_used(model: type[W], reading: Reading[W]) -> None:
    assert type(reading.value) is model
    assert type(reading.value).model_validate(reading.value) == reading.value
    list(references(reading.value))
    for problem in reading.problems:
        assert problem.rule in RULES
        assert problem.message
        assert "\n" not in problem.message
        locate(Source("content/x.yml", "a: b\n"), problem.path, key=problem.at_key)
    assert len({problem.path for problem in reading.problems}) == len(reading.problems)


@every_model
@modest
@given(data=values)
def test_any_data(model: type[Written], data: Any) -> None:
    before = copy.deepcopy(data)

    assert_can_be_used(model, read_as(model, data))
    assert data == before


@every_model
@settings(modest, max_examples=20)
@given(data=refused)
def test_data_with_refused_parts(model: type[Written], data: Any) -> None:
    assert_can_be_used(model, read_as(model, data))


@settings(max_examples=200, deadline=None)
@given(data=changed(loaded(METADATA)))
def test_almost_a_briefing(data: Any) -> None:
    reading = read_as(Metadata, data)

    assert_can_be_used(Metadata, reading)
    assert reading.problems or not reading.broken


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 5), st.sampled_from(["id", "kind", "says", "quote"]), values)
def test_one_wrong_value_leaves_all_others_as_they_are(position: int, key: str, value: Any) -> None:
    whole = read_as(Metadata, loaded(METADATA)).value
    data = loaded(METADATA)
    data["attributions"][position][key] = value

    found = read_as(Metadata, data).value

    others = [number for number in range(6) if number != position]
    assert [found.attributions[number] for number in others] == [whole.attributions[number] for number in others]
    assert found.model_copy(update={"attributions": ()}) == whole.model_copy(update={"attributions": ()})
