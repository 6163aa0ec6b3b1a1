"""What two adapters need: times (`dates`), bytes to text (`decode`), plain text to HTML (`markup`), names without
addresses (`names`), JSON values out of a stream (`values`) and typed fields out of one (`fields`)."""
