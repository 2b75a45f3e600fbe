"""Proposals of attributions: who says what in an article, by which cue, and in which words.

`extraction` is the entry point; it reads sentence by sentence (`sentence_reader`). A sentence has tokens (`tokens`)
with tags (`tagging`), in which patterns are found (`token_patterns`). Each of its cue verbs (`cue_verbs`) gets its
subject (`noun_phrases`, `subjects`), the speakers that the subject means (`coreference`) and its content (`content`,
`verb_attributions`). `phrases` and `no_comment` read attributions without a cue verb, `implicit` those that go on from
an earlier sentence. A candidate (`candidate`) gets its kind (`kinds`) and its quote (`quote_selection`). All words are
data: languages/<language>/attributions.yml. The author's own statements are not proposed.
"""

from generator.proposals.attributions.extraction import propose

__all__ = ["propose"]
