-- The tables of version 1, as the release that had it made them.
CREATE TABLE feedhouse_meta (
	key TEXT COLLATE "C" NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (key)
);
CREATE TABLE feedhouse_sources (
	name TEXT COLLATE "C" NOT NULL,
	cursor TEXT,
	clock BIGINT NOT NULL,
	PRIMARY KEY (name)
);
CREATE TABLE feedhouse_days (
	source TEXT COLLATE "C" NOT NULL,
	day TEXT COLLATE "C" NOT NULL,
	things INTEGER NOT NULL,
	PRIMARY KEY (source, day)
);
CREATE TABLE feedhouse_articles (
	seq BIGINT NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	guid TEXT COLLATE "C" NOT NULL,
	slug TEXT COLLATE "C" NOT NULL,
	origin TEXT COLLATE "C" NOT NULL,
	given TEXT COLLATE "C" NOT NULL,
	published BIGINT NOT NULL,
	updated BIGINT NOT NULL,
	first_seen BIGINT NOT NULL,
	gone BIGINT,
	comments INTEGER NOT NULL,
	comments_ever INTEGER NOT NULL,
	newest_comment BIGINT,
	revision BIGINT NOT NULL,
	text_digest TEXT COLLATE "C" NOT NULL,
	digest TEXT COLLATE "C" NOT NULL,
	names TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (seq),
	UNIQUE (source, key),
	UNIQUE (guid),
	UNIQUE (slug)
);
CREATE INDEX feedhouse_articles_revision ON feedhouse_articles (revision);
CREATE INDEX feedhouse_articles_newest ON feedhouse_articles (published, seq) WHERE gone IS NULL;
CREATE TABLE feedhouse_names (
	seq BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	folded TEXT COLLATE "C" NOT NULL,
	slug TEXT COLLATE "C" NOT NULL,
	name TEXT NOT NULL,
	articles INTEGER NOT NULL,
	newest BIGINT NOT NULL,
	PRIMARY KEY (seq),
	UNIQUE (kind, folded),
	UNIQUE (kind, slug)
);
CREATE TABLE feedhouse_comments (
	seq BIGINT NOT NULL,
	article_seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	guid TEXT COLLATE "C" NOT NULL,
	parent TEXT COLLATE "C",
	fragment TEXT COLLATE "C" NOT NULL,
	given TEXT COLLATE "C" NOT NULL,
	published BIGINT NOT NULL,
	first_seen BIGINT NOT NULL,
	gone BIGINT,
	revision BIGINT NOT NULL,
	digest TEXT COLLATE "C" NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (seq),
	FOREIGN KEY(article_seq) REFERENCES feedhouse_articles (seq),
	UNIQUE (guid)
);
CREATE INDEX feedhouse_comments_newest ON feedhouse_comments (published, seq) WHERE gone IS NULL;
CREATE INDEX feedhouse_comments_article ON feedhouse_comments (article_seq, published, seq);
CREATE TABLE feedhouse_memberships (
	article_seq BIGINT NOT NULL,
	name_seq BIGINT NOT NULL,
	published BIGINT NOT NULL,
	PRIMARY KEY (article_seq, name_seq),
	FOREIGN KEY(article_seq) REFERENCES feedhouse_articles (seq),
	FOREIGN KEY(name_seq) REFERENCES feedhouse_names (seq)
);
CREATE INDEX feedhouse_memberships_newest ON feedhouse_memberships (name_seq, published, article_seq);
