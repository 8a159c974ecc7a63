"""The base of a past is found, or near enough for a search by stems."""

import pytest

from qa.conversation.verbs import base_of

PASTS = (
    "froze=freeze killed=kill captured=capture stopped=stop carried=carry accused=accuse "
    "announced=announce refused=refuse called=call declared=declare visited=visit met=meet "
    "besieged=besiege bombed=bomb opened=open suggested=suggest agreed=agree voted=vote "
    "supported=support blamed=blame removed=remove entered=enter attacked=attack planned=plan "
    "resigned=resign discovered=discover approved=approve signed=sign elected=elect fled=flee"
)


@pytest.mark.parametrize("pair", PASTS.split())
def test_the_base_of_a_past_is_found(pair):
    past, base = pair.split("=")
    assert base_of(past) == base


@pytest.mark.parametrize("word", ["red", "Geneva", "opposition", "bed", "the"])
def test_what_is_no_past_has_no_base(word):
    assert base_of(word) == ""
