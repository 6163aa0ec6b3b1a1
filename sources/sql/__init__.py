"""The adapter `sql`: articles and comments out of any database, by queries of its owner.

`settings` reads the options, `database` connects and translates the database's errors, `rows` turns rows into records,
`resume` remembers how far a query came, `adapter` tells the run. The one room of `sources` that knows SQLAlchemy.
"""

from sources.sql.adapter import Sql

__all__ = ["Sql"]
