"""What people type and choose on the pages of reports and papers."""
