-- needs: f_ad_points
-- One row per entry of the ad register shown in the period, point of Art. 39(2) that the register owes of it, and Member State for
-- which it gives a reach; `no_state` where it gives none. An entry shown in several Member States stands in the rows of each.
SELECT unnest(CASE WHEN len(states) = 0 THEN ['no_state'] ELSE states END) AS state, point, says FROM f_ad_points
