"""One order of a batch. A worker that only hands orders on needs nothing else of the package, so this is light."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """One agency-year to make, with all that a process elsewhere needs to know.

    Relative folders stand in `start`, as on the machine that the batch was called on. `scratch` is where what is
    fetched may stand; the system's own place if empty. Who finds the agency-year at work waits `patience` seconds for
    it. `notebooks` is the folder of the notebooks, that beside the package if empty.
    """

    agency: str
    year: int
    start: str = "."
    data_dir: str = "data"
    output_dir: str = "outputs"
    notebooks: str = ""
    pdf: bool = True
    resume: bool = False
    patience: float = 0
    scratch: str = ""
