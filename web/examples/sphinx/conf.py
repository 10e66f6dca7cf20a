# The least that a Sphinx project needs for this page. Jupyter Book 1 makes such a file from its own.
project = "Autoencoders"
extensions = ["myst_parser"]
html_theme = "sphinx_book_theme"
html_static_path = ["_static"]  # in which lies embed.js, taken from the page
