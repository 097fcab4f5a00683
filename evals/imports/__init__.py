"""Real conversations in: exported chats read, masked, labelled, and what they say about where to begin (R75-R79)."""
