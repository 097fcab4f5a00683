"""What a run's figures are worth: pass^k, intervals, differences, slices and floors."""
