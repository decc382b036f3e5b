"""Flag sorter: the front end."""
