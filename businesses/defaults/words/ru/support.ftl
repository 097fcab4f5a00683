# Problems that people deal with.

support-sorry = Понимаю вас, давайте разберёмся.
