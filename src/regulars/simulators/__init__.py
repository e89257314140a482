"""Local servers that speak as providers do, for demos and tests: what they take, they only show."""

from regulars.simulators.arrivals import Arrival, Arrivals
from regulars.simulators.run import Addresses, Simulators, simulate, started
from regulars.simulators.twilio import Account, TwilioSimulator

__all__ = [
    "Account",
    "Addresses",
    "Arrival",
    "Arrivals",
    "Simulators",
    "TwilioSimulator",
    "simulate",
    "started",
]
