"""The pages of training: coverage, who has to be taught again, and the reaction survey behind a link."""
