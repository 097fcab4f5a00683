"""`python -m cli`, which `./closeloop` runs."""

from cli.main import main

if __name__ == "__main__":
    main()
