"""What marks a row of the record as private."""

PRIVATE = {"is_private": True, "private_reason": "Section 43: commercial interests."}
