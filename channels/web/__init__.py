"""The web chat: frames of our own protocol, version 1."""
