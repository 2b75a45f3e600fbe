"""From a file that somebody else made to what an article needs: its words as CommonMark, and the facts that it states.

One module reads one format: `plain` text, `page` (HTML), `marked` (Markdown), `word` (.docx). All give an `Imported`,
and `reading` chooses between them. Nothing here knows content/ or writes a file; `generator.authoring` does. Whatever
is left out of the words is named in `Imported.left_out`, so that an editor can look at it.
"""
