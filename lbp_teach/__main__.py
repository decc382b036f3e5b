"""`python -m lbp_teach`: the same as the `lbp-teach` command."""

import sys

from lbp_teach.cli import main

if __name__ == "__main__":
    sys.exit(main())
