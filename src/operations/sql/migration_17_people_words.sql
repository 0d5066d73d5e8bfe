-- Words of people's names as search compares them, so that a search reads only what begins with a word (as unit_words). Who leaves has none.
CREATE TABLE people_words (
  word VARCHAR(250) NOT NULL,
  path VARCHAR(200) NOT NULL,
  person_id VARCHAR(32) NOT NULL REFERENCES people (person_id),
  PRIMARY KEY (word, path, person_id)
);
