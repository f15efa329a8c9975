"""Second opinions on words: what the sections say, read with libraries that the toolkit does not use, and what each output says.

``sections`` and ``project`` say what must be there, ``outputs`` what is there, ``compared`` what the difference is.
"""
