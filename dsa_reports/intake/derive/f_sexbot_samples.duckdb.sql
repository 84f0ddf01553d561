-- Accounts of confirmed campaigns that were drawn at random and that people looked at again.
SELECT correct, CASE WHEN language = '' THEN 'not recorded' ELSE language END AS language FROM campaign_samples
