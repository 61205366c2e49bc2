"""The workflow, drawn: rules become a neutral graph, and each renderer turns that into text.

Nothing in this package states a rule; when the table changes, every drawing follows.

    from supportops.diagram import extract, mermaid

    print(mermaid(extract()))
"""

from supportops.diagram.graph import Edge, Graph, Label, extract
from supportops.diagram.matrix import matrix
from supportops.diagram.mermaid import mermaid
from supportops.diagram.page import page
from supportops.diagram.paint import Paint
from supportops.diagram.svg import svg

__all__ = ["Edge", "Graph", "Label", "Paint", "extract", "matrix", "mermaid", "page", "svg"]
