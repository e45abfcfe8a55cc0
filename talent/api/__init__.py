"""JSON under /api/v1: decode, one flow, return. No rules and no SQL here."""
