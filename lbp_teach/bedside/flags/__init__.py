"""Flag sorter."""
