"""Source framing: how several sources word the same event."""
