"""What an editor circles on a finished page."""
