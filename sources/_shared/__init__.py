"""What two adapters need: times (`dates`), bytes to text (`decode`), plain text to HTML (`markup`), names without
addresses (`names`), JSON values out of a stream (`values`), the one object of a whole answer (`whole`) and typed fields
out of one (`fields`), when a conversation is looked at again (`revisits`)."""
