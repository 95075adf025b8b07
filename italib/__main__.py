"""`python -m italib` is the command `italib`."""

from italib.cli import main

main()
