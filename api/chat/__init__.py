"""The customer's web chat: a page, a WebSocket, and server-sent events with POST where sockets do not pass."""
