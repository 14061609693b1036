"""`python3 -m banmian` is the command `banmian`."""

import sys

from banmian.cli import main

sys.exit(main())
