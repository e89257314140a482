"""What the three pages that wait for a code share: the door, a change, an invitation."""
