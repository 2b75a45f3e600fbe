"""Readers of foreign files: they return the words of an article as CommonMark, and the facts that the file states.

One module reads each format: `text_reader` plain text, `html_reader` pages, `markdown_reader` Markdown, `docx_reader`
.docx. All return an `ImportedArticle`, and `reader` chooses between them. Nothing here knows content/ or writes a file;
`generator.authoring` does. Whatever is left out of the words is listed in `ImportedArticle.omissions`, so that an
editor can check it.
"""
