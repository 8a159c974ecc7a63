"""Sentences that a language model writes from an answer's quotes, each checked against its own.

Only where a user names a server for it: nothing else of Pullquote connects to anything.
"""
