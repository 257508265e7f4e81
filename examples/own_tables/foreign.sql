-- A case system of somebody else's, in a shape of its own. Every person is made up.

create table client (
    client_no integer primary key,
    opened text not null,
    closed text
);

create table placement (
    id integer primary key,
    client_no integer not null references client,
    course text not null,          -- 'AFT', 'HOUSE_PROJECT'
    from_date text not null,
    to_date text,                  -- the last day, inclusive
    why_left text                  -- 'JOB', 'SCHOOL', 'MOVED', 'WE_ENDED_IT'
);

create table activity (
    id integer primary key,
    client_no integer not null references client,
    what text not null,            -- 'PRAKSIS', 'KURS', 'MENTOR'
    hours_per_week real,
    from_date text not null,
    to_date text
);

create table diary (
    id integer primary key,
    client_no integer not null references client,
    day text not null,
    channel text not null,         -- 'MEETING', 'PHONE', 'EMAIL'
    happened integer not null,     -- 0: it was planned and did not take place
    minutes integer
);

create table staff_on_case (
    id integer primary key,
    client_no integer not null references client,
    staff_code text not null,
    function text not null,        -- 'KOORDINATOR', 'MENTOR', 'VEILEDER'
    from_date text not null,
    to_date text
);

insert into client values (101, '2026-01-12', null), (102, '2026-02-02', '2026-06-30');

insert into placement values
    (1, 101, 'HOUSE_PROJECT', '2026-01-12', null, null),
    (2, 102, 'HOUSE_PROJECT', '2026-02-02', '2026-06-30', 'JOB');

insert into activity values
    (1, 101, 'PRAKSIS', 30, '2026-02-01', '2026-05-31'),
    (2, 101, 'KURS', 12.5, '2026-03-01', '2026-03-31'),
    (3, 102, 'MENTOR', 2, '2026-02-15', '2026-06-30');

insert into diary values
    (1, 101, '2026-01-12', 'MEETING', 1, 60),
    (2, 101, '2026-01-30', 'PHONE', 1, 15),
    (3, 101, '2026-03-20', 'MEETING', 1, 45),
    (4, 101, '2026-04-10', 'MEETING', 0, null),
    (5, 102, '2026-02-02', 'MEETING', 1, 60),
    (6, 102, '2026-02-20', 'EMAIL', 1, null);

insert into staff_on_case values
    (1, 101, 's1', 'VEILEDER', '2026-01-12', null),
    (2, 102, 's2', 'KOORDINATOR', '2026-02-02', null);
