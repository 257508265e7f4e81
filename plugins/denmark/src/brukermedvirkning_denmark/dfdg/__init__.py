"""What Det fælles datagrundlag (DFDG) takes, as its public wiki says it.

`hours` turns a weekly load into the hours and minutes of an activity and back, `contacts`
a contact into a conversation as it would be sent, `interviews` says why the service would
refuse it, `groups` keeps the contact group. Nothing here talks to the service.
"""

from __future__ import annotations

__all__: list[str] = []
