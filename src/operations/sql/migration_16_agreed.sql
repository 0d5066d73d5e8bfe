-- Records by the booth that they were made at: a phone asks for the households of its own that agreed to be contacted (OR-8).
CREATE INDEX records_booth ON records (ac_no, part);
