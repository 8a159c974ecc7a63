"""The shipped conversations: our whole questions find what a person's whole questions find."""

import json
from pathlib import Path
from statistics import fmean

import pytest

from qa.app import assemble
from qa.archive_changes import add_sample
from qa.lab.conversation_gold import ask_conversation, load_conversations

GOLD = Path(__file__).parent / "conversations.jsonl"


def test_the_gold_is_sixty_conversations_or_more_of_two_to_four_turns():
    gold = load_conversations(GOLD)
    assert len(gold) >= 60
    assert {len(turns) for turns in gold.values()} <= {2, 3, 4}
    assert all(turns[0].question == turns[0].whole for turns in gold.values())
    assert len({json.dumps(turns) for turns in gold.values()}) == len(gold)


@pytest.mark.slow
@pytest.mark.usefixtures("exported_model")
def test_follow_ups_find_the_passage_of_the_whole_question(tmp_path):
    add_sample(tmp_path / "sample", lambda _: None)
    gold = load_conversations(GOLD)
    with assemble(tmp_path / "sample") as assistant:
        asked = [
            one for id, turns in gold.items() for one in ask_conversation(id, turns, assistant.ask)
        ]
    assert fmean(one.found for one in asked) >= 0.83
    assert fmean(one.found for one in asked) > fmean(one.found_as_typed for one in asked) + 0.2
