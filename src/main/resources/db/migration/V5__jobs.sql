-- Jobs that cut whole videos into frames, the frames, and the files that clients of their APIs upload.

create table frame_jobs (
    id varchar(36) primary key,
    -- whose clients asked for it
    api varchar(16) not null,
    partner_id varchar(20) not null,
    entry_id varchar(128) not null,
    -- all that makes two orders the same; null for one that is never the same as another
    order_key varchar(255),
    frames_per_second double precision not null,
    -- 0 for the video's own
    max_width integer not null,
    thumbnails boolean not null,
    -- null where the order says nothing
    start_micros bigint,
    end_micros bigint,
    -- what the Memories.ai API calls its frames by
    collection bigint not null unique,
    status varchar(16) not null,
    -- how many frames it will have; null until that is known
    expected integer,
    done integer not null,
    bytes bigint not null,
    -- counts how often it was begun: who began it last may write
    run integer not null,
    -- the version of the video that its frames are of; null until it is known
    source_version varchar(1000),
    -- where its frames are kept; null until there are some
    place varchar(300),
    -- why it failed, for the client
    failure varchar(1000),
    -- tries that failed since it last came forward
    setbacks integer not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    -- from when on it is removed
    valid_until timestamp with time zone not null,
    callback_url varchar(1500),
    callback_status varchar(16) not null,
    callback_attempts integer not null,
    -- what the last attempt was answered
    callback_answer varchar(300),
    unique (api, partner_id, entry_id, order_key)
);
create index frame_jobs_of_entry on frame_jobs (entry_id, api, created_at);
create index frame_jobs_by_end on frame_jobs (valid_until);
create index frame_jobs_by_status on frame_jobs (status, created_at);

create table job_frames (
    job_id varchar(36) not null references frame_jobs (id) on delete cascade,
    -- the first is 0
    number integer not null,
    -- which bundle it is in, and where in that
    bundle varchar(64) not null,
    start_byte integer not null,
    bytes integer not null,
    -- CRC-32 of the image
    crc bigint not null,
    width integer not null,
    height integer not null,
    primary key (job_id, number)
);

create table assets (
    entry_id varchar(128) primary key references entries (id) on delete cascade,
    api varchar(16) not null,
    partner_id varchar(20) not null,
    upload_id varchar(32) not null,
    file_name varchar(255) not null,
    content_type varchar(100) not null,
    bytes bigint not null,
    duration_micros bigint not null,
    width integer not null,
    height integer not null,
    -- what the client keeps with it, JSON; null for nothing
    metadata varchar(16000),
    created_at timestamp with time zone not null
);
create index assets_of_partner on assets (api, partner_id, created_at, entry_id);

-- The tables of db-scheduler: job_callbacks has one of its own, as what is told must not wait behind jobs.
create table job_runs (
    task_name varchar(100) not null,
    task_instance varchar(100) not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar(64),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index job_runs_by_time on job_runs (execution_time);
create index job_runs_by_heartbeat on job_runs (last_heartbeat);

create table job_callbacks (
    task_name varchar(100) not null,
    task_instance varchar(100) not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar(64),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index job_callbacks_by_time on job_callbacks (execution_time);
create index job_callbacks_by_heartbeat on job_callbacks (last_heartbeat);
