"""The preview server: it rebuilds the site after each save, and serves it to browsers.

`watcher` reports saved files, `build_worker` builds with the pipeline that publishes (`generator.build.pipeline`),
`live_reload` reports builds to browsers, `http_responses` finds the response to a request, and `server` speaks HTTP.
"""
