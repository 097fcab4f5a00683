"""Quotes as people get them: a link, and behind it a PDF in the customer's language."""
