"""The tree of units through time, people, posts, bodies, sites and key figures; and how rows are saved and recorded."""
