"""What the parts of the page of a risk show: one module per part."""
