"""What is made of the dependencies: hashes, licences, a bill of materials."""
