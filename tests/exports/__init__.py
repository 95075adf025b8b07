"""Every form that an export takes, written from one known set of answers."""
