# How a reply may begin: one beginning a line. Each is said once in a conversation, and not in every reply. A business that
# wants none writes the message with { "" } in its own words. What follows is joined with a comma.

# To a request.
openings-request =
    Of course
    Sure
    Certainly
    Gladly
    Absolutely
    Yes, of course
    No problem
    With pleasure
    All right
    Okay
# To an answer that was chosen.
openings-choice =
    Great
    Perfect
    Good
    Excellent
    Lovely
    Understood
    Wonderful
    Very good
    Fine
    Right
# To facts: a name, a phone, an address.
openings-facts =
    Thank you
    Thanks
    Got it
    Many thanks
    Thank you very much
    Thanks a lot
    Noted
    Perfect, thank you
    Great, thank you
    Thank you so much
# To somebody who is upset: a line of its own, the steps come below it.
openings-sorry =
    I understand.
    I am sorry it went this way.
    I can see why this is upsetting.
    I am sorry for the trouble.
    I understand your frustration.
    You are right, this should not happen.
    I am sorry about this.
    I understand how important this is to you.
    I am sorry for all this.
    I hear you.
