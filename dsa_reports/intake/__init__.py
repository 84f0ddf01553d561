"""From exports to accepted rows and facts; nothing is lost on the way."""
