"""What the session says that is not the exercise itself, and how its page looks."""

DURING = (
    '<section class="bb-panel bb-during" aria-label="Pain during exercise">'
    "<h2>Pain while you exercise</h2>"
    "<p>Many physiotherapists use a rule of thumb, from 0 to 10: up to 3 is acceptable, at 4 or 5 "
    "take care and do less, from 6 on stop. What an exercise stirs up should settle within 24 "
    "hours. The limits vary from clinic to clinic: yours, or your clinician's, come first.</p>"
    "</section>"
)

# The session keeps what is done without a connection, so the page's warnings would be wrong.
STYLE = """<style>
.stApp:has(.st-key-session)::before { display: none !important; }
body:has(.st-key-session) .stDialog { display: none; }
.bb-during { margin-top: 1rem; }
.bb-around table {
  border-collapse: collapse; width: 100%; max-width: 40rem; font-variant-numeric: tabular-nums;
}
.bb-around th, .bb-around td { text-align: left; padding: 0.375rem 0.75rem 0.375rem 0; border: 0; }
.bb-around thead th {
  color: var(--bb-quiet); font-weight: 400; font-size: 0.875rem;
  border-bottom: 1px solid var(--bb-line);
}
.bb-around tbody th { padding-top: 0.75rem; }
.bb-around b { color: var(--bb-pain); font-size: 1.125rem; }
.bb-around small, .bb-one td { color: var(--bb-quiet); font-size: 0.875rem; }
.bb-around .bb-note { margin-top: 0.75rem; max-width: 40rem; }
</style>"""
