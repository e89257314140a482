"""Where an invited person becomes staff."""
