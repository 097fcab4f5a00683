"""From speech acts to words: templates, formats, the rules of style and the provenance of figures."""
