"""The only SQL. Repositories are plain functions that take a SQLAlchemy connection; imports domain only."""
