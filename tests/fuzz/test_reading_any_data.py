"""`validate_partial` accepts any data: it returns a value of the model, and every problem can be reported."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangling import METADATA, changed, loaded, values

from generator.diagnostics.diagnostic import SourceFile
from generator.diagnostics.rules import RULES
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.lenient import ContentModel, ValidationResult, W, validate_partial
from generator.model.references import find_references
from generator.model.site import Site
from generator.source.yaml_loader import REFUSED, locate

MODELS: list[type[ContentModel]] = [Metadata, Site, *ENTITIES.values()]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
modest = settings(max_examples=60, deadline=None)

refused = st.recursive(
    st.just(REFUSED) | values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


def assert_can_be_used(model: type[W], reading: ValidationResult[W]) -> None:
    assert type(reading.value) is model
    assert type(reading.value).model_validate(reading.value) == reading.value
    list(find_references(reading.value))
    for problem in reading.problems:
        assert problem.rule in RULES
        assert problem.message
        assert "\n" not in problem.message
        locate(SourceFile("content/x.yml", "a: b\n"), problem.path, key=problem.at_key)
    assert len({problem.path for problem in reading.problems}) == len(reading.problems)


@every_model
@modest
@given(data=values)
def test_any_data(model: type[ContentModel], data: Any) -> None:
    before = copy.deepcopy(data)

    assert_can_be_used(model, validate_partial(model, data))
    assert data == before


@every_model
@settings(modest, max_examples=20)
@given(data=refused)
def test_data_with_refused_parts(model: type[ContentModel], data: Any) -> None:
    assert_can_be_used(model, validate_partial(model, data))


@settings(max_examples=200, deadline=None)
@given(data=changed(loaded(METADATA)))
def test_almost_a_briefing(data: Any) -> None:
    reading = validate_partial(Metadata, data)

    assert_can_be_used(Metadata, reading)
    assert reading.problems or not reading.invalid_paths


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 5), st.sampled_from(["id", "kind", "says", "quote"]), values)
def test_one_wrong_value_leaves_all_others_as_they_are(position: int, key: str, value: Any) -> None:
    whole = validate_partial(Metadata, loaded(METADATA)).value
    data = loaded(METADATA)
    data["attributions"][position][key] = value

    found = validate_partial(Metadata, data).value

    others = [number for number in range(6) if number != position]
    assert [found.attributions[number] for number in others] == [whole.attributions[number] for number in others]
    assert found.model_copy(update={"attributions": ()}) == whole.model_copy(update={"attributions": ()})
