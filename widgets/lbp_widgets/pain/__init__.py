"""Pain drawing and pain type: the front end."""
