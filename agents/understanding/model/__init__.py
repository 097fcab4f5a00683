"""The model behind the local reading: asked only where that is unsure, believed only within what the words allow."""
