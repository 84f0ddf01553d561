"""One keyword-only function per journey: validate, build, explain and the rest."""
