"""The chat: questions below, the quoted answers above, the article open at the passage."""

from qa.chat.app import ChatApp
from qa.worker import Librarian

__all__ = ["ChatApp", "Librarian"]
