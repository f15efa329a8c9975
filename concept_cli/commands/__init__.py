"""The porcelain: one file a command. Options in, one call, print out."""
