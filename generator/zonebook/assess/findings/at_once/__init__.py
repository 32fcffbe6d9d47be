"""How many questions are judged at once: each is asked once where the answer is the same."""
