"""Router, specialists, understanding and writing. Imports storage nowhere; reaches data through ports."""
