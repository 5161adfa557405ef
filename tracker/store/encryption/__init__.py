"""The encrypted diary: ciphers, passphrases, encrypting and decrypting."""
