"""x"""

from plumbline.domain.demo.content.model import ObjectiveContent

OBJECTIVES: tuple[ObjectiveContent, ...] = ()
