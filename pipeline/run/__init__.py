"""The one place that knows the order: discover, fetch, capture, extract, read, judge, store, relate.

`once` is a run from start to end, `reprocess` builds a generation anew; `collect` and `live` bring captures in,
`deriving` hands them to workers, `derive` is what a worker does with one. `annotate` and `pages` are the rules and the
page reader alone.
"""
