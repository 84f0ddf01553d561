-- The draws behind every row. Nothing here is random: a row's draws are a function of the seed and its number, made
-- with plain integer arithmetic (Wellons' "lowbias32"), so that they are the same on any machine, in any order and
-- with any number of threads. The engine's own hash() may change between versions and is not used.
--
-- Variable: salt.

CREATE OR REPLACE MACRO fold(x) AS xor(x, x >> 16);

CREATE OR REPLACE MACRO spread(x) AS (fold(x) * 2146121005::UBIGINT) & 4294967295::UBIGINT;

CREATE OR REPLACE MACRO mixed(x) AS fold((xor(spread(x), spread(x) >> 15) * 2221713035::UBIGINT) & 4294967295::UBIGINT);

-- Stream k of row i: 32 bits.
CREATE OR REPLACE MACRO stream(i, multiplier, k) AS
    mixed((i::UBIGINT * multiplier::UBIGINT + getvariable('salt')::UBIGINT + k::UBIGINT * 40503::UBIGINT) & 4294967295::UBIGINT);

-- 63 bits of row i. Remainders by different primes near 10,000 are independent draws in ten-thousandths.
CREATE OR REPLACE MACRO wide(i, k) AS
    (stream(i, 2654435769, k) * 2147483648::UBIGINT + (stream(i, 2246822519, k) >> 1))::BIGINT;

CREATE OR REPLACE MACRO instant(second) AS make_timestamp(second * 1000000);

-- One of a list; NULL of an empty list.
CREATE OR REPLACE MACRO one_of(choices, draw) AS choices[1 + draw % greatest(1, len(choices))];
