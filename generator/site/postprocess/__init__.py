"""The post-processing of built pages: the security policy, one style sheet, and the headers for hosts."""
