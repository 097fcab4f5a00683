"""The staff inbox: server-rendered pages that stay live by server-sent events. Every action is a plain form."""
