"""`python3 -m banmian` is the command `banmian`."""

from banmian.cli.main import command

if __name__ == "__main__":
    command()
