"""The ad register (Art. 26 and 39 DSA): one record of both lanes, its formats, its checks, its two views, and matching."""
