"""The doors for people and machines: web chat, staff inbox, webhooks, JSON."""
