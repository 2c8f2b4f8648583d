"""Cases and decisions of bodies, and reviews: input gathered, minutes out, decisions that become actions."""
