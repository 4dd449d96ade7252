"""What is given away: the wheel, its bill of materials, and the hashes of both; and the audit of what it stands on."""
