"""What `make bench` measures. Ratios within one run; nothing here is a test."""
