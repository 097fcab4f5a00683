"""The conversation graph, which never waits for people, and the approval graph, which does."""
