-- The tables of version 1, as the release that had it made them.
CREATE TABLE feedhouse_meta (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE feedhouse_sources (
	name TEXT NOT NULL,
	cursor TEXT,
	clock BIGINT NOT NULL,
	PRIMARY KEY (name)
);
CREATE TABLE feedhouse_days (
	source TEXT NOT NULL,
	day TEXT NOT NULL,
	things INTEGER NOT NULL,
	PRIMARY KEY (source, day)
);
CREATE TABLE feedhouse_articles (
	seq INTEGER NOT NULL,
	source TEXT NOT NULL,
	"key" TEXT NOT NULL,
	guid TEXT NOT NULL,
	slug TEXT NOT NULL,
	origin TEXT NOT NULL,
	given TEXT NOT NULL,
	published BIGINT NOT NULL,
	updated BIGINT NOT NULL,
	first_seen BIGINT NOT NULL,
	gone BIGINT,
	comments INTEGER NOT NULL,
	comments_ever INTEGER NOT NULL,
	newest_comment BIGINT,
	revision BIGINT NOT NULL,
	text_digest TEXT NOT NULL,
	digest TEXT NOT NULL,
	names TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (seq),
	UNIQUE (source, "key"),
	UNIQUE (guid),
	UNIQUE (slug)
);
CREATE INDEX feedhouse_articles_revision ON feedhouse_articles (revision);
CREATE INDEX feedhouse_articles_newest ON feedhouse_articles (published, seq) WHERE gone IS NULL;
CREATE TABLE feedhouse_names (
	seq INTEGER NOT NULL,
	kind TEXT NOT NULL,
	folded TEXT NOT NULL,
	slug TEXT NOT NULL,
	name TEXT NOT NULL,
	articles INTEGER NOT NULL,
	newest BIGINT NOT NULL,
	PRIMARY KEY (seq),
	UNIQUE (kind, folded),
	UNIQUE (kind, slug)
);
CREATE TABLE feedhouse_comments (
	seq INTEGER NOT NULL,
	article_seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	guid TEXT NOT NULL,
	parent TEXT,
	fragment TEXT NOT NULL,
	given TEXT NOT NULL,
	published BIGINT NOT NULL,
	first_seen BIGINT NOT NULL,
	gone BIGINT,
	revision BIGINT NOT NULL,
	digest TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (seq),
	FOREIGN KEY(article_seq) REFERENCES feedhouse_articles (seq),
	UNIQUE (guid)
);
CREATE INDEX feedhouse_comments_newest ON feedhouse_comments (published, seq) WHERE gone IS NULL;
CREATE INDEX feedhouse_comments_article ON feedhouse_comments (article_seq, published, seq);
CREATE TABLE feedhouse_memberships (
	article_seq INTEGER NOT NULL,
	name_seq INTEGER NOT NULL,
	published BIGINT NOT NULL,
	PRIMARY KEY (article_seq, name_seq),
	FOREIGN KEY(article_seq) REFERENCES feedhouse_articles (seq),
	FOREIGN KEY(name_seq) REFERENCES feedhouse_names (seq)
);
CREATE INDEX feedhouse_memberships_newest ON feedhouse_memberships (name_seq, published, article_seq);
