"""The statement reader: who said what in one text, and which company takes which position. Pure; no I/O."""
