"""The package itself: what its source is, so that nothing made by older code is taken for current."""

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).parent


def package_hash() -> str:
    """The sha256 of the package's own source."""
    sources = sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
