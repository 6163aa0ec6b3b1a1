"""Source adapters, one a file: each turns one kind of input into `feeds.model` records.

To add one: write `sources/<name>.py` with a class that has `name`, `sniff` and `read` as `feeds.ingest.Adapter` says,
one line under the entry points `feedhouse.sources` in pyproject.toml, docs/sources/<name>.md, and pairs of input and
expected records under tests/sources/<name>/. Adapters import `feeds.model`, `feeds.http` and `feeds.errors` only.
"""
