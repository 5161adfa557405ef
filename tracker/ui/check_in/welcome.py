"""The greeting of the first start: what this is, and what it is not."""

WELCOME = """
<section class="bb-panel bb-welcome" aria-label="Welcome">
<h2>Welcome to your diary</h2>
<p>A tap for today's pain, one for the exercises you did, one for your walk: that is a whole
evening. Backbeat holds your week against 150 active minutes and two strength days and shows,
over time, pain beside what you did.</p>
<p>It is a private record on this computer: no account, nothing is sent anywhere. It is not a
medical device and gives no advice; take what it shows to your clinician. “When to get help”
above is always one tap away.</p>
</section>
"""
