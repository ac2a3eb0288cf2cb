"""Forms of the registers: one module per noun."""
