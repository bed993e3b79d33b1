"""A region full of schools, to measure with: made of one school that is filled by the product and then copied."""
