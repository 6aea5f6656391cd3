"""The glossary: terms and tips as data, and how people find things by what they call them."""
