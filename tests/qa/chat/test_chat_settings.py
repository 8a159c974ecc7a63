"""Keys and themes as the user's settings have them."""

from __future__ import annotations

import pytest
from chat_kit import BRIDGE_QUESTION, WIDE, SmallBackend, ask, chat, screen_text, words_on
from textual.binding import Binding

from corpus.errors import InputError
from qa.chat.commands import own_bindings
from qa.chat.screen import PLACES_OF_KEYS


async def test_another_key_does_what_the_keymap_says_and_its_own_no_longer() -> None:
    app = chat(keymap={"read": "f6,ctrl+r", "filter": "f7"})
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        assert not app.chat.has_class("-reading")
        await pilot.press("f6")
        await pilot.pause()
        assert app.chat.has_class("-reading")
        await pilot.press("escape", "f7")
        await pilot.pause()
        assert app.screen.query("#form")
        await pilot.press("escape", "f1")
        await pilot.pause()
        assert "f6 ^r Read the article at the sentence" in words_on(app)
        assert "^o" not in words_on(app)


async def test_the_theme_of_the_settings_is_the_one_to_begin_with() -> None:
    app = chat(SmallBackend(), theme="pullquote-light")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert app.theme == "pullquote-light"
        assert "Ask in plain words" in screen_text(app)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"keymap": {"raed": "f6"}}, "keymap: unknown name 'raed': the nearest is 'read'"),
        ({"keymap": {"read": "crtl+o"}}, "'crtl+o' is not a key"),
        ({"keymap": {"read": "f6,"}}, "'' is not a key"),
        ({"theme": "pullquote-lite"}, "unknown theme 'pullquote-lite': the nearest is"),
    ],
)
def test_what_there_is_not_is_refused_by_name(options: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError) as refused:
        chat(**options)
    assert problem in str(refused.value)


def test_every_key_can_be_named_by_a_name_of_its_own() -> None:
    actions: dict[str, str] = {}
    for place in PLACES_OF_KEYS:
        for binding in Binding.make_bindings(own_bindings(place)):
            assert binding.id or binding.system, f"{place.__name__}: {binding.description}"
            if binding.id and binding.id != "close":  # which means the same wherever it stands
                assert actions.setdefault(binding.id, binding.action) == binding.action
