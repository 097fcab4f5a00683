"""The command line. Each command is one file that imports what it needs only when it runs."""
