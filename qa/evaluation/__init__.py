"""How good are the answers: gold sets, measures and reports."""
