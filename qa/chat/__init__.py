"""The chat: questions below, the quoted answers above, the article open at the passage."""

from qa.chat.chat_app import ChatApp

__all__ = ["ChatApp"]
