"""Ask for a URL, politely and within bounds, or read a saved page: bytes and headers, nothing of their meaning.

`saved` reads and writes saved pages, `decoding` undoes a content-encoding within bounds, `fetcher` fetches live. Only
`fetcher` and what it stands on (`transport`, `border`) load an HTTP client.
"""
