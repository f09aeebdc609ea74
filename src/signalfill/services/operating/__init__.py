"""What the operator wants: instructions, settings and their worst loss, adoption, notices."""
