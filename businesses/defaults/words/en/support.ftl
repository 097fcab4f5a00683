# Problems that people deal with.

support-sorry = I am sorry about this; let's sort it out.
