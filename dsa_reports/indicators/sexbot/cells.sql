/*
title       = "In which official cells they stand"
chapter     = "sexbot"
section     = "cells"
rows        = "group"
order       = 610
legal_basis = ["DSA Art. 15(1)(b)", "DSA Art. 15(1)(c)", "DSA Art. 15(1)(d)"]
needs       = ["moderation_actions", "phenomenon"]
note        = "Measures that follow an order or a notice stand in no cell of parts 5 and 6: part 4 counts the notice and the actions on it, part 3 the order. Part 4 counts notices, not measures."

[columns.tagged]
label       = "Of the chapter"
unit        = "cases"
cases       = "entries"
definition  = "Measures (parts 5 and 6), notices (part 4) and complaints (part 7) of the chapter that stand in this cell, in the unit of the cell."

[columns.whole]
label       = "The whole cell"
unit        = "cases"
cases       = "entries"
definition  = "What the cell of the official report says in all."
*/
SELECT
    CASE WHEN part IS NULL AND preceded_by = 'order' THEN 'no_cell_order'
         WHEN part IS NULL THEN 'no_cell_notice'
         WHEN part = '7' THEN '7:complaints'
         WHEN keyword IS NULL THEN part || ':' || category
         ELSE part || ':' || category || '/' || keyword END    AS row_key,
    SUM(tagged)                                                AS tagged,
    MAX(whole)                                                 AS whole,
    SUM(decisions)                                             AS entries
FROM f_sexbot_cells
GROUP BY CASE WHEN part IS NULL AND preceded_by = 'order' THEN 'no_cell_order'
         WHEN part IS NULL THEN 'no_cell_notice'
         WHEN part = '7' THEN '7:complaints'
         WHEN keyword IS NULL THEN part || ':' || category
         ELSE part || ':' || category || '/' || keyword END
ORDER BY row_key NULLS FIRST
