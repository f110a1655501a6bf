-- Signed requests of the 23 Video API, so that none counts twice.

create table photo_nonces (
    consumer_key varchar(128) not null,
    -- the access token, empty for none
    token varchar(128) not null,
    -- the request's timestamp, seconds since 1970
    issued_second bigint not null,
    nonce varchar(128) not null,
    primary key (consumer_key, token, issued_second, nonce)
);
create index photo_nonces_by_age on photo_nonces (issued_second);

-- Files of photos outlive their upload tokens.
alter table uploads add column kept boolean default false not null;

-- Photos that were uploaded: which file is which entry's. The row outlives the entry, until its file is removed.
create table photos (
    upload_id varchar(32) primary key,
    entry_id varchar(128) not null
);
create index photos_by_entry on photos (entry_id);
