"""What the repository is kept in order with. Nothing here is part of the package."""
