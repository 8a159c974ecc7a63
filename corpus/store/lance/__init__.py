"""The archive as Lance tables: in a folder, or in a bucket of any object store."""
