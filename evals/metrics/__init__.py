"""How good a conversation was: one file a metric, one line a metric in the registry."""
