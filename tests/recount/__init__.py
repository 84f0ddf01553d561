"""The recount: every numeric cell of parts 3 to 10, counted once more, by hand so to speak.

`generate` makes random logs that are valid and full of edge cases, `recount` counts them
row by row in plain Python after the wording of the law and of docs/counting-rules.md,
`compare` reads the CSV parts that the tool wrote and reports every cell that differs.

The recount shares no code with the indicators, the derivation or the report writer of
the tool, and was written without reading them: two people who count the same heap and
agree are worth more than one who counts it twice. It may use the tool's data files (the
code lists, the layout of the template), never its functions.

Add a test here when a counting rule is added or changed; not for formats, texts or errors.
"""
