"""The story of the demo: a Flemish secondary school and nine groups, told through the product's own actions."""
