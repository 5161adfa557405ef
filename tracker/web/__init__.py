"""The server: settings, front-end files, headers, our few routes, what is fitted to Streamlit."""
