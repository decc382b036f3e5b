"""The authoring studio: a form and the YAML of a case side by side. For teachers."""
