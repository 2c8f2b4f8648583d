"""Which kinds of files can be read in: gathered here, since an import of contracts also renews their risk levels."""
