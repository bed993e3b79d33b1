"""How a group learns: its method, try-outs in class, what it makes, questions between people, word to colleagues."""
