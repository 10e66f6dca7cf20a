"""The page Bottleneck as a Jupyter widget. Keep bottleneck.mjs, which lies beside this file on every copy of the page, beside it.

    from bottleneck_widget import BottleneckLab
    lab = BottleneckLab(src="https://…/", station="draw", model="mnist-16")
    lab                  # shows it; draw, then read in another cell:
    lab.prediction       # {"name": "7", "digit": 7, "votes": […], "code": […], "error": …, "model": …}
    lab.code             # the drawing's latent code, K numbers; empty for an empty pad
"""

import pathlib

import anywidget
import traitlets


class BottleneckLab(anywidget.AnyWidget):
    _esm = pathlib.Path(__file__).with_name("bottleneck.mjs")

    src = traitlets.Unicode(help="where the page is: the folder of its index.html").tag(sync=True)
    # As in the page's address; what is not said is as the page has it.
    station = traitlets.Unicode("draw").tag(sync=True)
    model = traitlets.Unicode().tag(sync=True)
    dataset = traitlets.Unicode().tag(sync=True)
    k = traitlets.Int(None, allow_none=True).tag(sync=True)
    seed = traitlets.Int(None, allow_none=True).tag(sync=True)
    theme = traitlets.Unicode(help="light, dark, projector; else as the system's").tag(sync=True)
    hide = traitlets.Unicode(help="parts to leave out: header,samples").tag(sync=True)
    links = traitlets.Unicode().tag(sync=True)
    settings = traitlets.Unicode(help="any others, as in an address: pen=2.2").tag(sync=True)
    height = traitlets.Int(None, allow_none=True, help="CSS pixels; else its content's").tag(sync=True)
    # What the page tells, as messages of docs/embedding.md do.
    prediction = traitlets.Dict().tag(sync=True)
    code = traitlets.List(traitlets.Float()).tag(sync=True)
