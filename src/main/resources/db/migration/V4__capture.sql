-- Rooms whose live streams are captured, the keys of those who may, and the pictures that were captured.

create table rooms (
    id varchar(128) primary key,
    -- where its HLS stream is
    url varchar(1400) not null,
    quality varchar(16) not null,
    orientation varchar(16) not null,
    -- the one key that may capture it; null for each
    apikey varchar(128),
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);

create table capture_keys (
    id varchar(128) primary key,
    secret varchar(255) not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);

create table captures (
    name varchar(64) primary key,
    -- which server's disk has the file
    node varchar(64) not null,
    room_id varchar(128) not null,
    format varchar(16) not null,
    bytes bigint not null,
    width integer not null,
    height integer not null,
    created_at timestamp with time zone not null,
    valid_until timestamp with time zone not null
);
create index captures_by_age on captures (node, created_at, name);
create index captures_by_end on captures (node, valid_until);
