"""What is counted and by which right: one `.sql` file per indicator family."""
