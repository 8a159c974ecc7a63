"""Makes the reader's weights from public sets; nothing else imports it."""
