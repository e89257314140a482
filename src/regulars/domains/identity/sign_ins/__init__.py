"""How staff come in, stay in, and prove again who they are."""
