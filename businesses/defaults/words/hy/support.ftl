# Problems that people deal with.

support-sorry = Հասկանում եմ Ձեզ, եկեք միասին պարզենք։
