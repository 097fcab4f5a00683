"""SIGKILL at named points of a working desk, and an offline check of what is left."""
