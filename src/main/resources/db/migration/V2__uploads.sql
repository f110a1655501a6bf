-- Files that clients upload, and the tokens that allow it.

create table upload_tokens (
    id varchar(64) primary key,
    kind varchar(16) not null,
    -- the account that asked for it, null for none; it need not be one that is known here
    partner_id varchar(20),
    -- what its API keeps with it, JSON
    attributes varchar(16000) not null,
    max_uploads integer not null,
    -- files that were begun
    uploads integer not null,
    created_at timestamp with time zone not null,
    valid_until timestamp with time zone not null
);
create index upload_tokens_by_end on upload_tokens (valid_until);

create table uploads (
    id varchar(32) primary key,
    token_id varchar(64) not null references upload_tokens (id) on delete cascade,
    -- what the client calls a file that comes in chunks; null for one that came whole
    identifier varchar(255),
    file_name varchar(255) not null,
    total_bytes bigint not null,
    -- 0 for a file that came whole
    chunk_bytes bigint not null,
    received_bytes bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    unique (token_id, identifier)
);
create index uploads_of_token on uploads (token_id, created_at);
create index uploads_by_age on uploads (updated_at);

create table upload_chunks (
    upload_id varchar(32) not null references uploads (id) on delete cascade,
    -- the first is 1
    number integer not null,
    bytes bigint not null,
    primary key (upload_id, number)
);
