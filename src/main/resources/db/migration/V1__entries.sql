-- Accounts, entries and what belongs to them. For PostgreSQL and for H2 in its PostgreSQL mode.
-- A list of words (secrets, sites, address ranges, tags) is one column, the words parted by spaces.

create table partners (
    id varchar(20) primary key,
    name varchar(255) not null,
    status varchar(16) not null,
    secrets varchar(4000) not null,
    default_quality integer,
    cache_age_seconds bigint,
    requests_per_second integer,
    capture_blocked boolean not null,
    signed_urls boolean not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);

create table access_profiles (
    id varchar(64) primary key,
    partner_id varchar(20) not null references partners (id),
    name varchar(255) not null,
    session_required boolean not null,
    allowed_sites varchar(32000) not null,
    denied_sites varchar(32000) not null,
    allowed_addresses varchar(8000) not null,
    denied_addresses varchar(8000) not null,
    capture_blocked boolean not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);
create index access_profiles_of_partner on access_profiles (partner_id, id);

create table entries (
    id varchar(128) primary key,
    partner_id varchar(20) not null references partners (id),
    name varchar(255) not null,
    kind varchar(16) not null,
    status varchar(16) not null,
    -- by which the 23 Video API is asked for it; null for none
    token varchar(128),
    -- where the poster is taken; null for the server's default
    default_offset_millis bigint,
    profile_id varchar(64) references access_profiles (id),
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);
create index entries_of_partner on entries (partner_id, id);
create index entries_of_profile on entries (profile_id);

create table flavors (
    entry_id varchar(128) not null references entries (id) on delete cascade,
    id varchar(128) not null,
    url varchar(1500) not null,
    size_bytes bigint,
    bitrate_kbps integer,
    width integer,
    height integer,
    tags varchar(1000) not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    primary key (entry_id, id)
);

create table thumbnails (
    entry_id varchar(128) not null references entries (id) on delete cascade,
    version integer not null,
    url varchar(1500) not null,
    width integer,
    height integer,
    is_default boolean not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    primary key (entry_id, version)
);

create table widgets (
    id varchar(64) primary key,
    partner_id varchar(20) not null references partners (id),
    entry_id varchar(128) not null references entries (id) on delete cascade,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);
create index widgets_of_entry on widgets (entry_id);
create index widgets_of_partner on widgets (partner_id, id);
