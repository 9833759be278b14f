"""What an attacker would write into a title: thirty-six ways to make a renderer open a file or call an address.

`{web}` is http://127.0.0.1 with the port of the canary, `{host}` the same without its scheme, `{file}` the path of a
file that holds a secret.
"""

SNIPPETS = (
    '<img src="{web}/img">',
    '<img src="file://{file}">',
    '<img src="FILE://{file}">',
    '<img src="//{host}/scheme-relative">',
    '<img src="http://[::ffff:127.0.0.1]:{port}/mapped">',
    '<img src="http://somebody@{host}/userinfo">',
    '<img src="{web}/redirect">',
    '<img srcset="{web}/srcset 1x">',
    '<img src="data:text/html,<script>1</script>">',
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{web}/inner'/></svg>\">",
    '<link rel="stylesheet" href="{web}/sheet.css">',
    '<link rel="stylesheet" href="file://{file}">',
    '<link rel="attachment" href="file://{file}">',
    '<link rel="attachment" href="{web}/attached">',
    '<a rel="attachment" href="file://{file}">x</a>',
    '<a rel="attachment" href="{web}/attached">x</a>',
    '<link rel="icon" href="{web}/icon">',
    '<style>@import url("{web}/import.css");</style>',
    '<style>@import "file://{file}";</style>',
    "<style>body {{ background: url({web}/background) }}</style>",
    "<style>@page {{ background: url({web}/page) }}</style>",
    "<style>@font-face {{ font-family: x; src: url({web}/font) }} * {{ font-family: x }}</style>",
    "<style>p::before {{ content: url({web}/content) }}</style><p>x</p>",
    '<p style="background: url({web}/inline)">x</p>',
    '<p style="display: list-item; list-style-image: url({web}/list)">x</p>',
    '<base href="file:///etc/"><img src="passwd"><link rel="attachment" href="passwd">',
    '<base href="{web}/"><img src="based">',
    '<svg width="9" height="9"><image href="{web}/svg" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><image xlink:href="file://{file}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{web}/use.svg#x"/></svg>',
    '<svg width="9" height="9"><style>@import url({web}/svg.css);</style></svg>',
    '<object data="{web}/object">x</object>',
    '<embed src="{web}/embed">',
    '<iframe src="{web}/frame"></iframe>',
    '<video poster="{web}/poster"></video>',
    '<meta http-equiv="refresh" content="0;url={web}/refresh">',
)

HARMLESS = (
    '<img src="//',
    "<img srcset",
    '<svg width="9" height="9"><style>',
    "<iframe",
    "<video",
    "<meta",
    '<link rel="icon"',
    '<svg width="9" height="9"><use',
)
"""Beginnings of those that WeasyPrint never follows; all others must end in a refusal."""
