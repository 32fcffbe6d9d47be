"""The directory what-if: what decides between the options, as plain data for the script that weighs them again."""
