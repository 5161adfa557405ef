"""Fields that save while one types, in the browser."""
