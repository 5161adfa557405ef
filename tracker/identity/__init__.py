"""Who is asking: what a browser has to show before it sees anything of a diary."""
