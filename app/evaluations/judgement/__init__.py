"""The judgement view of a round: consultants grade statements by what can be seen, each alone, then hand in."""
