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
