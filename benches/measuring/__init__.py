"""What the measuring scripts share: programs that they start, accounts, and the load generator."""
