"""Compile a gazetteer: from pinned open packages, or from full GeoNames files."""
