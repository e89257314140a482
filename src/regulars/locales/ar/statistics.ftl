# ما ترفضه الإحصاءات.
field-days-out-of-range = يجب أن يكون عدد الأيام بين 1 و365.
error-days-out-of-range = { field-days-out-of-range }
