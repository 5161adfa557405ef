"""Screens that are read, as our server sends them with the page: seen before Streamlit is there."""
