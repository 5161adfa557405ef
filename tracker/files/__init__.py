"""What every file needs: limits, archives, telling what a file is, atomic writing."""
