create table runs (
  id       text primary key,
  model    text not null,
  status   text not null,
  created  text not null,
  finished text,
  data     text not null,
  seed     integer not null,
  stamp    text not null
);
create table metrics (
  run      text not null references runs (id) on delete cascade,
  position integer not null,
  name     text not null,
  value    real,
  primary key (run, position)
);
