"""`signalfill replay`: what a history would have made of your money."""
