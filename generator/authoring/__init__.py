"""Writing content/ for editors: stubs of new records."""
