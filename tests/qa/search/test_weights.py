from dataclasses import FrozenInstanceError, fields, replace

import pytest
from conftest import WordEncoder, WordReader

from corpus.store.sqlite import SqliteStore
from qa.app import describe_run
from qa.assistant import Assistant
from qa.search.retriever import Retriever
from qa.search.weights import DEFAULT_WEIGHTS, Weights


def test_weights_cannot_be_changed_after_they_were_recorded() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFAULT_WEIGHTS.depth = 3  # type: ignore[misc]


@pytest.mark.parametrize("name", [field.name for field in fields(Weights)])
def test_a_run_describe_run_another_weight_is_told_apart(
    name: str, archive: SqliteStore, encoder: WordEncoder
) -> None:
    def record(weights: Weights) -> dict[str, str]:
        return describe_run(Assistant(archive, Retriever(archive, encoder, weights), WordReader()))

    value = "dense" if name == "search" else 2 * getattr(DEFAULT_WEIGHTS, name)
    ours, others = record(DEFAULT_WEIGHTS), record(replace(DEFAULT_WEIGHTS, **{name: value}))
    assert ours.keys() == others.keys()
    assert sum(ours[key] != others[key] for key in ours) == 1


def test_earlier_runs_names_stay() -> None:
    record = DEFAULT_WEIGHTS.as_record()
    assert (record["search"], record["depth"]) == ("fused", "100")
    assert record["cosine of BM25"] == "0.03333"


def test_what_a_period_is_worth_depends_on_how_it_is_named() -> None:
    weights = Weights(
        relative_period=1, absolute_period=2, fade_after_relative_days=3, fade_after_absolute_days=4
    )
    assert (weights.period("relative"), weights.period("absolute")) == (1, 2)
    assert (weights.fade_after_days("relative"), weights.fade_after_days("absolute")) == (3, 4)
