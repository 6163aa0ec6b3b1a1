"""feedhouse: articles and readers' comments in, checked feeds out.

The way of the data, and the order in which to read the rooms:
source -> ingest -> store -> plan -> compose -> formats -> check -> publish; `pipeline` tells it in one page.
"""
