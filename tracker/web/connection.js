// Where Streamlit's server is: here. Streamlit then opens its line to it at once; else it asks
// two addresses first for whether there is a server, on a deep link those of the screen in vain.
// What stands here is what the server would answer (tests/web/test_connection.py), but for one
// thing. Streamlit's own windows are for whoever writes a Streamlit app ("Is Streamlit still
// running?"): they would lie over the screen and take its taps away, also where the browser keeps
// them until the line is back. What is wrong our own page says.

window.__streamlit = {
  BACKEND_BASE_URL: new URL("../..", document.currentScript.src).href,
  HOST_CONFIG: {
    allowedOrigins: [location.origin], // it must name one; no other page may frame this one anyway
    useExternalAuthToken: false,
    enableCustomParentMessages: false,
    enforceDownloadInNewTab: false,
    metricsUrl: "",
    blockErrorDialogs: true,
  },
};
