"""How fast Backbeat is, beside stock Streamlit on the same machine in the same minutes."""
