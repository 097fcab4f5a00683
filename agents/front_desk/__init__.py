"""The front desk: greetings, policy answers, people wanted, staff's decisions passed on, alarms."""
