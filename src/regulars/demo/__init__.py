"""`make demo`: the whole platform on one machine, with two invented shops in it."""

from regulars.demo.processes import DemoError
from regulars.demo.run import demo, demo_environment

__all__ = ["DemoError", "demo", "demo_environment"]
