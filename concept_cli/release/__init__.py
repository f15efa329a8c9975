"""A draft to what is sent out of it for good, with the evidence of what it was made from; and such a file back to its origin.

``freezing`` names a draft and says where everything stood in it; ``publication`` makes all that is released of it, ``bundle`` the sources
that everybody may have, ``reports`` what is said beside it; ``obstacles`` says what keeps it from being final, ``workshop`` what it was
made with; ``manifest`` is the evidence as bytes, ``verifying`` judges files by it.
"""

from __future__ import annotations
