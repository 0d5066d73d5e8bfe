SELECT ground, duties, works FROM kept_stamps
