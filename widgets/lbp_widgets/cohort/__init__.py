"""The teacher's dashboard of a class."""
