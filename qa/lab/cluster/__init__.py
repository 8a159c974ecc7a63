"""`make cluster-demo`: an object store of several nodes on this machine, and an archive in it."""
