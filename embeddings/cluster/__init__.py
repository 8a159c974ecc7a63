"""One large input is added by many machines: the workers of a Dask scheduler."""
