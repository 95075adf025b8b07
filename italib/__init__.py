"""italib: from raw ITA survey exports to exact scores, gaps and reviewed pages of a Thai public agency."""

__version__ = "0.1.0"
