"""How the requirements of a framework are answered, in words, in sheets, and in the forms that assessors ask for."""
