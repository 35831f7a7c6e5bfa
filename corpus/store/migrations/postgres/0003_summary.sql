-- What changed in words, for those who are told of it.

ALTER TABLE changes ADD COLUMN summary TEXT COLLATE "C" NOT NULL DEFAULT '';
