"""Publishing: documents into out/, whole or not at all, and nothing touched that did not change."""
