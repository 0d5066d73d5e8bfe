-- Scenarios of forecasts that people keep to compare (docs/formats.md#scenarios).
CREATE TABLE scenarios (
  scenario_id VARCHAR(32) PRIMARY KEY,
  title VARCHAR(200) NOT NULL,
  content TEXT NOT NULL,
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL
);
