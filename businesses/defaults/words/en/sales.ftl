# Wishes that people take further.

lead-stored = A colleague will contact you by { $by }. They already have everything you told me.
draft-lead = Hello! Thank you for contacting us; I have your wishes in front of me. When is a good time to talk?
