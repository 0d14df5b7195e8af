-- Breaking: no.
-- People of one telephone whose masked names are equal are told apart by sex, year of birth and the end of the number.
grant select (birth, sex, id_last4) on registers.person to linli_gate;
