"""What leaves for a person, codes and notices: when it may, what it says, how it ended."""
