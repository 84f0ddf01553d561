"""What makes two things the same thing: registrable domains, names, and scores that explain themselves."""
