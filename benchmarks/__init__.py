"""Speed and memory, as ratios against bare LangGraph and bare FastAPI in one run."""
