"""`python -m qa` is `pullquote`, for wherever its script is not on the path."""

from qa.cli import main

if __name__ == "__main__":
    main()
