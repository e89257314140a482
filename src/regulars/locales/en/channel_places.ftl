# A server that is not out in the world is refused when it is set.
field-channel-mail-place-inner = Only a server on the public internet, by its name. A relay inside your own network has to be allowed by your operator
field-channel-place-inner = Only a server on the public internet, by its name and over https
field-channel-port-not-allowed = Mail leaves by port 25, 465, 587 or 2525
field-channel-not-encrypted = Without encryption only to a relay that your operator allows
