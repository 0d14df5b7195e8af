-- Breaking: no.
-- People say the name they grew up with: indexes that find a region's former name and the region it became.

create index region_former_code on registers.region (code text_pattern_ops) where valid_to is not null and known_to is null;
create index region_former_pinyin on registers.region (pinyin text_pattern_ops) where valid_to is not null and known_to is null;
create index region_former_initials on registers.region (initials text_pattern_ops) where valid_to is not null and known_to is null;
create index region_former_grams on registers.region using gin (grams) where valid_to is not null and known_to is null;
create index region_successor_to_prefix on registers.region_successor (to_code text_pattern_ops);
