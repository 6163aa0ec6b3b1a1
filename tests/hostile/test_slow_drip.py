"""A server that sends a byte now and then, for ever: begun by conftest.py before all other tests, and judged here."""


def test_a_slow_drip_changes_nothing_either(dripping) -> None:
    dripping.result()
