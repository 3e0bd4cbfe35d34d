"""The memory: columnar facts in Parquet, read through DuckDB. The only room that owns both.

It never invents a class or a due date: `rules` does, vectorised.
"""
