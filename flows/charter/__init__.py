"""The charter: everything a team has agreed on about a project, part by part."""
