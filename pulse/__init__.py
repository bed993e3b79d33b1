"""The five interpersonal conditions (R79-R85): asked without names, shown once and in words, talked about."""
