# Problems that people deal with.

support-sorry = I am sorry about this; let's sort it out.
ticket-stored = Our team will look into it and answer you here by { $by }. You will not have to repeat anything.
draft-ticket = Hello! We have your request and are working on it. As soon as we know more, we will write to you here.
