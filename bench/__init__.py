"""What the product does in a second, beside what pgbench does on the same database."""
