"""`zonebook build --shard` and `zonebook merge`: a build that several machines share."""
