"""The post-processing of a tree of pages in place, as a build does before the publication."""

from pathlib import Path

from generator.site.postprocess.host_headers import NETLIFY, render_host_files
from generator.site.postprocess.pages import SharedHead, compute_policy, finish_page, read_traits


def finish(tree: Path) -> SharedHead:
    """Insert the policy into each page of a tree without style sheets, and write the files for hosts."""
    pages = {path.relative_to(tree).as_posix(): path for path in tree.rglob("*") if path.suffix in {".html", ".htm"}}
    policy = compute_policy({path: read_traits(file.read_bytes()) for path, file in pages.items()})
    head = SharedHead(policy, None)
    for file in pages.values():
        file.write_bytes(finish_page(file.read_bytes(), head))
    headers = tree / NETLIFY
    own_headers = headers.read_bytes() if headers.exists() else b""
    for name, data in render_host_files(policy, (), own_headers).items():
        (tree / name).write_bytes(data)
    return head
