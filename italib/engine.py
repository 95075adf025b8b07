"""What papermill knows the engine `italib` by: `papermill --engine italib`. The engine itself is `forked.Engine`.

papermill imports this module whatever engine is used, and while it is itself being imported: nothing is imported here
before a notebook is run.
"""

ENGINE = "italib"


class ForkEngine:
    """The engine, imported when it is first used."""

    @classmethod
    def execute_notebook(cls, nb, kernel_name, **options):
        """Run a notebook, as engines of papermill do."""
        return cls._engine().execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb, name=None):
        """The kernel that a notebook asks for."""
        return cls._engine().nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb, language=None):
        """The language of a notebook."""
        return cls._engine().nb_language(nb, language)

    @staticmethod
    def _engine():
        from italib.forked import Engine

        return Engine
