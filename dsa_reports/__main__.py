"""`python -m dsa_reports` is `dsa-reports`."""

from dsa_reports.cli.app import main

if __name__ == "__main__":
    main()
