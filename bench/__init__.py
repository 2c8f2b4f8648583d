"""Made data at national size, and one benchmark per promise about speed. `bench/README.md` tells how to run them."""
