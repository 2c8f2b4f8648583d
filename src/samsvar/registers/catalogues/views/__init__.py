"""Pages of the catalogues."""
