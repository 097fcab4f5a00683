"""Ports through which specialists see the world. They read here; writes are proposed and done by `commit`."""
