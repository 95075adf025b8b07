"""`python -m italib` is the command `italib`."""

from italib.cli import main

# A process that is started afresh, as those of a cluster here are, imports this too.
if __name__ == "__main__":
    main()
