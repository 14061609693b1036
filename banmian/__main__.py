"""`python3 -m banmian` is the command `banmian`."""

from banmian.cli import command

if __name__ == "__main__":
    command()
