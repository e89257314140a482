# Customers near a branch.
near-title = Near a branch
near-link = Near a branch
near-branch = Branch
near-within = Within
near-show = Show
near-map = Map of the branch and who lives near it
near-count = { $count ->
    [one] One address
   *[other] {$count} addresses
}
near-crowded = { $count ->
    [one] One address and more
   *[other] {$count} addresses and more
}
near-rough = You may see the area, not the door: distances are to the middle of the area, some five kilometres wide.
near-none = Nobody lives that near
near-none-text = No address with a pin lies within this distance. Choose a larger one.
near-no-branch = No branch is on the map yet
near-no-branch-text = Say where a branch stands, and you see who lives near it.
near-place-branch = Place a branch
near-first = To the nearest
near-farther = Farther away
near-who = Who lives near
