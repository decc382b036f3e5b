"""Pain drawing and pain type."""
