"""The screens' frame and parts, and the server that shows them in a browser."""
